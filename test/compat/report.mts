import { CASES } from './cases.mts';
import type { Case } from './cases.mts';
import { isWell, NOT_NOTED } from './outcome.mts';
import type { Outcome, VersionOutcome } from './outcome.mts';
import { casesOf, reasonAgainst } from './plan.mts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly string[][]): string =>
	[row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

const NOT_THERE = 'not in this n8n';
const NOT_RUN = 'not run';

function inWords(outcome: Outcome | undefined): string {
	if (outcome === undefined) return NOT_RUN;
	const { passed, failed, leftOut, seconds, on, commit } = outcome;
	return [
		...(failed > 0 ? [`${String(failed)} FAILED`] : []),
		`${String(passed)} passed`,
		...(leftOut > 0 ? [`${String(leftOut)} ${NOT_THERE}`] : []),
		`${String(seconds)} s`,
		commit === NOT_NOTED ? on : `${on} at ${commit}`,
	].join(', ');
}

const cellOf = (one: Case, { version, outcomes }: VersionOutcome): string =>
	casesOf(version).includes(one) ? inWords(outcomes.get(one.file)) : NOT_THERE;

const nodesOf = ({ outcomes }: VersionOutcome): string =>
	[...new Set([...outcomes.values()].map(({ node }) => node))].sort().join(' and ');

/** Every case on every version, as a table in Markdown, and why something was not run. */
export function tableOf(versions: readonly VersionOutcome[]): string {
	const heads = versions.map((one) => `n8n ${one.version}, Node ${nodesOf(one)}`);
	const rows = CASES.map((one) => [one.title, ...versions.map((version) => cellOf(one, version))]);
	const reasons = new Set(
		CASES.flatMap((one) =>
			versions.flatMap(({ version }) => {
				const reason = reasonAgainst(one, version);
				return reason === undefined ? [] : [`- ${reason}`];
			}),
		),
	);
	const why = reasons.size === 0 ? [] : ['', `What is ${NOT_THERE}:`, '', ...reasons];
	return [table(['case', ...heads], rows), ...why].join('\n');
}

/** The versions, and what is to be known of each, as a table in Markdown. */
export function summaryOf(versions: readonly VersionOutcome[]): string {
	const rows = versions.map((one) => {
		const outcomes = casesOf(one.version).map(({ file }) => one.outcomes.get(file));
		const count = (fits: (outcome: Outcome | undefined) => boolean) =>
			String(outcomes.filter(fits).length);
		const reasons = new Set(CASES.flatMap((each) => reasonAgainst(each, one.version) ?? []));
		return [
			one.version,
			nodesOf(one),
			`${count(isWell)} of ${String(outcomes.length)}`,
			count((outcome) => outcome !== undefined && !isWell(outcome)),
			count((outcome) => outcome === undefined),
			reasons.size === 0 ? 'nothing' : [...reasons].join('; '),
		];
	});
	return table(
		['n8n', 'Node', 'end-to-end cases that pass', 'fail', NOT_RUN, 'what it does not have'],
		rows,
	);
}

/**
 * Puts a table where a page has one already.
 *
 * @throws Error when the page has no place for it
 */
export function withTable(page: string, content: string): string {
	const place = /(<!-- test:compat -->\n)[^]*(\n<!-- \/test:compat -->)/;
	if (!place.test(page)) throw new Error('The page has no place for the table of test:compat.');
	return page.replace(place, (_, begin: string, end: string) => `${begin}\n${content}\n${end}`);
}
