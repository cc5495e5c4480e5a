import { formatOf } from './format.mts';
import { shapeOf, UNKNOWN_KEY } from './shape.mts';
import type { Shape } from './shape.mts';
import { FIGURES, HEADERS } from './exchange.mts';
import type { Exchange } from './exchange.mts';
import type { Vocabulary } from './vocabulary.mts';

/**
 * How the answers of a live account differ from those of the sandbox, one sentence each:
 * `people-search, employees[].id: live a whole number, sandbox a number in a text`.
 *
 * Rule: what is only in the sandbox counts where every one of its objects has it, because its invented
 * company has something of everything.
 *
 * @param live - replaced, as they are written to files
 */
export function differences(
	live: readonly Exchange[],
	sandbox: readonly Exchange[],
	vocabulary: Vocabulary,
): string[] {
	return live.flatMap((exchange) => {
		const { name } = exchange;
		const other = sandbox.find((one) => one.name === name);
		if (!other) return [`${name}: live asked, sandbox not`];
		const found = [...statusOf(exchange, other), ...headersOf(exchange, other)];
		// an error instead of data has a shape of its own
		return exchange.status === other.status
			? [...found, ...bodiesOf(exchange, other, vocabulary)]
			: found;
	});
}

const statusOf = (live: Exchange, sandbox: Exchange): string[] =>
	live.status === sandbox.status && live.isJson === sandbox.isJson
		? []
		: [`${live.name}: live ${statusIn(live)}, sandbox ${statusIn(sandbox)}`];

const statusIn = ({ status, isJson }: Exchange): string =>
	`status ${String(status)}${isJson ? '' : ' and no JSON'}`;

function headersOf(live: Exchange, sandbox: Exchange): string[] {
	return HEADERS.flatMap((header) => {
		const [one, other] = [live, sandbox].map(({ headers }) => headerIn(header, headers[header]));
		return one === other
			? []
			: [`${live.name}, header ${header}: live ${String(one)}, sandbox ${String(other)}`];
	});
}

/** Figures by their value, all others by their form. */
function headerIn(name: string, value: string | undefined): string {
	if (value === undefined) return 'none';
	if (FIGURES.has(name) || name === 'content-type') return value.toLowerCase().replaceAll(' ', '');
	const format = formatOf(value);
	// seconds since 1970 and seconds from now are a different thing
	return format === 'number in a text' && name.endsWith('reset')
		? `a number of ${String(value.length)} digits`
		: `a ${format}`;
}

function bodiesOf(live: Exchange, sandbox: Exchange, vocabulary: Vocabulary): string[] {
	const isWord = (key: string): boolean => vocabulary.values.has(key);
	const [one, other] = [live, sandbox].map(({ bodies }) => shapeOf(bodies, isWord));
	if (!one || !other) return [];
	return [...moreIn(live.name, one, other), ...lessIn(live.name, one, other)];
}

/** What the live account has and the sandbox has not. */
function moreIn(name: string, live: Shape, sandbox: Shape): string[] {
	return [...live].flatMap(([path, { present, of, forms, words }]) => {
		const place = `${name}, ${path === '' ? 'the answer' : path}`;
		const other = sandbox.get(path);
		if (!other) {
			// nothing is known of what lies below a place that is new itself
			if (!hasParent(path, sandbox)) return [];
			if (!path.endsWith(UNKNOWN_KEY)) return [`${place}: live ${formsOf(forms)}, sandbox none`];
			const around = place.slice(0, -UNKNOWN_KEY.length - 1);
			return [
				`${around}: live ${String(words.size)} ${words.size === 1 ? 'key' : 'keys'} that the sandbox does not have (${formsOf(forms)})`,
			];
		}
		const newForms = [...forms].filter((form) => !other.forms.has(form));
		const newWords = [...words].filter((word) => !other.words.has(word));
		const found: string[] = [];
		if (newForms.length > 0) {
			found.push(`${place}: live ${formsOf(newForms)}, sandbox ${formsOf(other.forms)}`);
		}
		if (newWords.length > 0) {
			found.push(
				`${place}: live ${String(newWords.length)} ${newWords.length === 1 ? 'word' : 'words'} that the sandbox does not say`,
			);
		}
		if (present < of && other.present === other.of) {
			found.push(`${place}: live sometimes absent, sandbox always there`);
		}
		return found;
	});
}

/** What every object of the sandbox has and none of the live account. */
function lessIn(name: string, live: Shape, sandbox: Shape): string[] {
	return [...sandbox].flatMap(([path, { present, of, forms }]) =>
		present === of && !live.has(path) && !path.endsWith('[]') && hasParent(path, live)
			? [`${name}, ${path}: live none, sandbox ${formsOf(forms)}`]
			: [],
	);
}

/** Whether the object around a place is known, with a member of any name. */
function hasParent(path: string, shape: Shape): boolean {
	if (path === '') return true;
	const parent = parentsOf(path).find((one) => shape.has(one));
	return parent !== undefined && shape.get(parent)?.forms.has('an object') === true;
}

/** The nearest place above first; a dot may be part of a key. */
function parentsOf(path: string): string[] {
	if (path.endsWith('[]')) return [path.slice(0, -2)];
	const at = path.lastIndexOf('.');
	return [at === -1 ? '' : path.slice(0, at)];
}

const formsOf = (forms: Iterable<string>): string => [...forms].sort().join(' or ');
