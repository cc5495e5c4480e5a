import { figuresOf, lateness, reasons } from '../queue/report.mts';
import type { Tally } from '../queue/ledger.mts';
import type { LogGaps } from './giftLog.mts';
import type { Scenario, ScenarioReport } from './run.mts';

const nameOf = ({ durable, honoursRequestId }: Scenario): string =>
	`${durable ? 'durable scheduler' : 'default engine'}, Reachdesk ${honoursRequestId ? 'honours' : 'ignores'} request_id`;

const sum = (reports: readonly ScenarioReport[], of: (report: ScenarioReport) => number): number =>
	reports.reduce((total, report) => total + of(report), 0);

const total = (counts: ReadonlyMap<string, number>): number =>
	[...counts.values()].reduce((all, count) => all + count, 0);

/** The report of a fault run, as a page in Markdown. */
export function reportOf(reports: readonly ScenarioReport[]): string {
	const [first] = reports;
	if (!first) return '';
	const { days, speed, seed } = first.scenario;
	return [
		'# Report of a fault run',
		'',
		`\`npm run test:faults\`: ${String(reports.length)} scenarios of ${String(days)} days each and the 7 catch-up days after them, n8n's clock ${String(speed)} times faster than real time, seed ${String(seed)}.`,
		'',
		...table(
			['scenario', ...figureNames, 'kills', 'mishaps', 'retries', 'minutes'],
			[
				...reports.map((report) => [
					nameOf(report.scenario),
					...figuresOf(report.tally).map(([, count]) => String(count)),
					String(total(report.kills)),
					String(total(report.mishaps)),
					String(report.retries),
					report.minutes.toFixed(0),
				]),
				[
					'**all**',
					...figureNames.map((_, index) =>
						String(sum(reports, ({ tally }) => figuresOf(tally)[index]?.[1] ?? 0)),
					),
					String(sum(reports, ({ kills }) => total(kills))),
					String(sum(reports, ({ mishaps }) => total(mishaps))),
					String(sum(reports, ({ retries }) => retries)),
					sum(reports, ({ minutes }) => minutes).toFixed(0),
				],
			],
		),
		'',
		`HiBob got ${String(sum(reports, ({ hibobRequests }) => hibobRequests.all))} requests, ${String(sum(reports, ({ hibobRequests }) => hibobRequests.reads))} of them reads. Requests to Reachdesk that break its contract: ${String(sum(reports, ({ violations }) => violations.length))}.`,
		'',
		`In the Gift Log, ${String(sum(reports, ({ log }) => log.unlogged.length))} gifts are missing, ${String(sum(reports, ({ log }) => log.invented.length))} were never made, and ${String(sum(reports, ({ log }) => log.unexplained.length))} people have no reason.`,
		'',
		'## How late',
		'',
		...reports.map(({ scenario, tally }) => `- ${nameOf(scenario)}: days late ${lateness(tally)}`),
		'',
		'## What happened',
		'',
		...happened('n8n killed', reports, ({ kills }) => kills),
		...happened('mishap', reports, ({ mishaps }) => mishaps),
		...happened('after the run of a day', reports, ({ endings }) => endings),
		'## Not made at some try, and why',
		'',
		...listed(reasons(reports.flatMap(({ tally }) => tally.held))),
		...problems('Duplicates', reports, ({ duplicates }) => duplicates),
		...problems('Lost', reports, ({ lost }) => lost),
		...problems('Wrong recipients', reports, ({ wrong }) => wrong),
		...gaps('Missing in the Gift Log', reports, ({ unlogged }) => unlogged),
		...gaps('In the Gift Log, and never made', reports, ({ invented }) => invented),
		...gaps('Without a reason in the Gift Log', reports, ({ unexplained }) => unexplained),
		...problems('Held in the end, for a human', reports, ({ heldInTheEnd }) =>
			heldInTheEnd.map(({ key, explanation }) => `${key ?? 'A gift'}: ${explanation}`),
		),
		...problems(
			'Left before the gift could be made',
			reports,
			({ leftMeanwhile }) => leftMeanwhile,
		),
	].join('\n');
}

const figureNames = figuresOf({
	due: 0,
	sent: 0,
	duplicates: [],
	lost: [],
	wrong: [],
	leftMeanwhile: [],
	heldInTheEnd: [],
	held: [],
	heldWithoutReason: [],
	lateness: new Map(),
}).map(([name]) => name);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
	row(head),
	row(head.map(() => '---')),
	...rows.map(row),
];

const listed = (lines: readonly string[]): string[] =>
	lines.length === 0 ? ['Nothing.', ''] : [...lines.map((line) => `- ${line}`), ''];

function happened(
	what: string,
	reports: readonly ScenarioReport[],
	of: (report: ScenarioReport) => ReadonlyMap<string, number>,
): string[] {
	const counts = new Map<string, number>();
	for (const report of reports) {
		for (const [name, count] of of(report)) counts.set(name, (counts.get(name) ?? 0) + count);
	}
	const rows = [...counts].sort(([one], [other]) => one.localeCompare(other));
	return [
		...table(
			[what, 'times'],
			rows.map(([name, count]) => [name, String(count)]),
		),
		'',
	];
}

const problems = (
	title: string,
	reports: readonly ScenarioReport[],
	of: (tally: Tally) => readonly string[],
): string[] => section(title, reports, ({ tally }) => of(tally));

const gaps = (
	title: string,
	reports: readonly ScenarioReport[],
	of: (log: LogGaps) => readonly string[],
): string[] => section(title, reports, ({ log }) => of(log));

function section(
	title: string,
	reports: readonly ScenarioReport[],
	of: (report: ScenarioReport) => readonly string[],
): string[] {
	const lines = reports.flatMap((report) =>
		of(report).map((line) => `${line} (${nameOf(report.scenario)})`),
	);
	return lines.length === 0 ? [] : [`## ${title}`, '', ...listed(lines)];
}
