import { CASES } from './cases.mts';
import type { Case } from './cases.mts';
import type { Outcome, VersionOutcome } from './outcome.mts';
import { planFor, reasonAgainst } from './plan.mts';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly string[][]): string =>
	[row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

const NOT_THERE = 'not in this n8n';

function inWords(outcome: Outcome | undefined): string {
	if (outcome === undefined) return 'FAILED: did not run';
	const { passed, failed, leftOut, seconds } = outcome;
	return [
		...(failed > 0 ? [`${String(failed)} FAILED`] : []),
		`${String(passed)} passed`,
		...(leftOut > 0 ? [`${String(leftOut)} ${NOT_THERE}`] : []),
		`${String(seconds)} s`,
	].join(', ');
}

const cellOf = (one: Case, { version, outcomes }: VersionOutcome): string =>
	planFor(version).cases.includes(one) ? inWords(outcomes.get(one.file)) : NOT_THERE;

/** Every case on every version, as a table in Markdown, and why something was not run. */
export function tableOf(versions: readonly VersionOutcome[]): string {
	const heads = versions.map(({ version, node, on }) => `n8n ${version}, Node ${node}, ${on}`);
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
		const { cases } = planFor(one.version);
		const passing = cases.filter(({ file }) => isWell(one.outcomes.get(file))).length;
		const reasons = new Set(CASES.flatMap((each) => reasonAgainst(each, one.version) ?? []));
		return [
			one.version,
			one.node,
			`${String(passing)} of ${String(cases.length)}`,
			reasons.size === 0 ? 'nothing' : [...reasons].join('; '),
		];
	});
	return table(['n8n', 'Node', 'end-to-end cases that pass', 'what it does not have'], rows);
}

const isWell = (outcome: Outcome | undefined): boolean =>
	outcome?.failed === 0 && outcome.passed > 0;

/** Whether every case that was to be run on a version was, and passed. */
export const isAllWell = ({ version, outcomes }: VersionOutcome): boolean =>
	planFor(version).cases.every(({ file }) => isWell(outcomes.get(file)));

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
