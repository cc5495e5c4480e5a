import { seconds as longSeconds, whole } from './formats.mts';
import { figure } from './series.mts';
import type { SeriesResult } from './series.mts';

const WIDTH = 720;
const BAR = 22;
const TITLE = 30;
const GAP = 18;
const LEFT = 220;
const MOST = WIDTH - LEFT - 90;
/** both read on light and on dark */
const OURS = '#0d9488';
const OTHER = '#b45309';
const STYLE = 'text{fill:#475569}@media(prefers-color-scheme:dark){text{fill:#cbd5e1}}';

interface Bar {
	label: string;
	ms: number;
	isOurs: boolean;
}

interface Panel {
	title: string;
	bars: readonly Bar[];
}

/** A figure of a series that is drawn, with what it is when there are several. */
interface Drawn {
	of: string;
	label?: string;
	isOurs?: boolean;
}

const PANELS: readonly { series: string; title: string; drawn: readonly Drawn[] }[] = [
	{
		series: 'inN8n',
		title: "Finding today's birthdays in n8n",
		drawn: [
			{ of: 'triggerMs', label: 'our trigger' },
			{ of: 'handBuiltMs', label: 'built by hand', isOurs: false },
		],
	},
	{ series: 'rosterSync', title: 'First employee sync', drawn: [{ of: 'firstMs' }] },
	{
		series: 'sendGifts',
		title: 'Send Gift, own time',
		drawn: [{ of: 'ownMs' }],
	},
	{
		series: 'repeats',
		title: 'Looking for repeats, two days',
		drawn: [
			{ of: 'firstMs', label: 'first day' },
			{ of: 'secondMs', label: 'second day' },
		],
	},
	{ series: 'giftLog', title: 'Writing the Gift Log', drawn: [{ of: 'ms' }] },
];

const duration = (ms: number): string =>
	ms < 1_000 ? `${(ms / 1_000).toPrecision(2)} s` : longSeconds(ms);

const panelsOf = (results: readonly SeriesResult[]): Panel[] =>
	PANELS.flatMap(({ series: name, title, drawn }) => {
		const result = results.find(({ series }) => series.name === name);
		if (result === undefined || result.rows.length === 0) return [];
		const bars = result.rows.flatMap(({ size, measured }) =>
			drawn.map(({ of, label, isOurs = true }) => ({
				label: [
					`${whole(size)} ${result.series.sizeIs}`,
					...(label === undefined ? [] : [label]),
				].join(', '),
				ms: figure(measured, of),
				isOurs,
			})),
		);
		return [{ title, bars }];
	});

function barAt(y: number, { label, ms, isOurs }: Bar, longest: number): string {
	const width = Math.max(1.5, (Math.max(0, ms) / longest) * MOST);
	return [
		`<text x="${String(LEFT - 10)}" y="${String(y + 14)}" text-anchor="end">${label}</text>`,
		`<rect x="${String(LEFT)}" y="${String(y)}" width="${width.toFixed(1)}" height="${String(BAR - 4)}" rx="3" fill="${isOurs ? OURS : OTHER}"/>`,
		`<text x="${(LEFT + width + 8).toFixed(1)}" y="${String(y + 14)}">${duration(ms)}</text>`,
	].join('\n');
}

/** The main figures as bars, each panel with a scale of its own, as an SVG that reads on light and dark. */
export function chartOf(results: readonly SeriesResult[]): string {
	let y = 0;
	const drawn = panelsOf(results).map(({ title, bars }) => {
		const longest = Math.max(1, ...bars.map(({ ms }) => ms));
		const top = y;
		y += TITLE + bars.length * BAR + GAP;
		return [
			`<text x="0" y="${String(top + 18)}" font-size="15" font-weight="600">${title}</text>`,
			...bars.map((bar, index) => barAt(top + TITLE + index * BAR, bar, longest)),
		].join('\n');
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(y)}" width="${String(WIDTH)}" height="${String(y)}" role="img" aria-label="The main figures of the benchmark" font-family="system-ui, sans-serif" font-size="13">
<style>${STYLE}</style>
${drawn.join('\n')}
</svg>
`;
}
