import { milliseconds, whole } from './formats.mts';
import { figure, growthOf, LINEAR } from './series.mts';
import type { Row, SeriesResult, Target } from './series.mts';

/** What was measured when, at which commits and on which machines. */
export interface Origin {
	/** yyyy-MM-dd */
	days: readonly string[];
	commits: readonly string[];
	/** cores, processor, memory and Node */
	machines: readonly string[];
	n8n: string;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---:')), ...rows.map(line)].join('\n');
}

const isMet = ({ most = Infinity, least = -Infinity }: Target, value: number): boolean =>
	least <= value && value <= most;

/** The targets of the sizes that were measured, and whether they are met. */
function targetsOf(results: readonly SeriesResult[]): string[] {
	const rows = results.flatMap(({ series, rows: sizes }) =>
		(series.targets ?? []).flatMap((target) => {
			const row = sizes.find(({ size }) => size === target.size);
			if (row === undefined) return [];
			const { what, of, most, least, as } = target;
			const value = figure(row.measured, of);
			const limit = most === undefined ? `≥ ${as(least ?? 0)}` : `≤ ${as(most)}`;
			return [[what, limit, as(value), isMet(target, value) ? 'yes' : '**no**']];
		}),
	);
	return rows.length === 0
		? []
		: ['## Targets', table(['what', 'target', 'measured', 'met'], rows)];
}

/** How the figures of a series grow with its size. */
function growthIn(result: SeriesResult): string[] {
	const { series, rows } = result;
	const [before, last] = rows.slice(-2);
	if (before === undefined || last === undefined) return [];
	const grown = Object.entries(series.grows ?? {}).map(([name, title]) => {
		const growth = growthOf(result, name);
		if (growth === undefined) return `${title} does not`;
		const power = `${title} with the power of ${growth.toFixed(2)}`;
		return growth <= LINEAR ? power : `**${power}, more than linear**`;
	});
	return grown.length === 0
		? []
		: [
				`Growth from ${whole(before.size)} to ${whole(last.size)} ${series.sizeIs} (1 is linear, less is better): ${grown.join('; ')}.`,
			];
}

const profileTable = (profile: Row): string =>
	table(
		['function', 'time'],
		Object.entries(profile).map(([name, ms]) => [`\`${name}\``, milliseconds(ms)]),
	);

function sectionOf(result: SeriesResult): string[] {
	const { series, rows } = result;
	const largest = rows.at(-1);
	if (largest === undefined) return [];
	const { profile } = largest.measured;
	return [
		`## ${series.title}`,
		series.text,
		table(
			[series.sizeIs, ...series.columns.map(({ title }) => title)],
			rows.map(({ size, measured }) => [
				whole(size),
				...series.columns.map(({ of, as }) => as(figure(measured, of))),
			]),
		),
		...growthIn(result),
		...(profile === undefined
			? []
			: [
					`Where the time goes with ${whole(largest.size)} ${series.sizeIs}, ${String(series.profileIs)}:`,
					profileTable(profile),
				]),
	];
}

/** The page, as Markdown. */
export function reportOf(results: readonly SeriesResult[], origin: Origin): string {
	const and = (all: readonly string[]) => all.join(' and ');
	const { days, commits, machines, n8n } = origin;
	return [
		'# Performance',
		`\`npm run bench\` on ${and(days)} at ${and(commits)}: n8n ${n8n}, ${and(machines)}, servers on the same machine. Medians where something is measured several times. Times vary between machines; the ratios count, because both sides were measured in one run.`,
		'![The main figures](images/bench.svg)',
		...targetsOf(results),
		...results.flatMap(sectionOf),
	].join('\n\n');
}
