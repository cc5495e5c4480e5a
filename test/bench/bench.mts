import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { locateN8n } from '../../sandbox/n8n/location.cjs';
import { Kept, KEPT_OPTIONS } from '../kept.mts';
import { ALL_SERIES } from './allSeries.mts';
import { chartOf } from './chart.mts';
import { reportOf } from './report.mts';
import { isMeasured } from './series.mts';
import type { Bench, Series, SeriesResult } from './series.mts';

// `npm run bench`: what the nodes cost, side by side with what there would be without them. Prints
// tables and writes them to build/bench/; --report also writes them to docs/, with the chart. When it was
// stopped, it continues with the sizes that it had not finished (kept.mts: --keep, --anew). --quick
// measures small sizes, to see whether it works. Series can be chosen by name (allSeries.mts).

const OPTIONS = ['--report', '--quick', ...KEPT_OPTIONS];
const ROOT = path.resolve(import.meta.dirname, '..', '..');

const begun = Date.now();
const say = (text: string): void => {
	const passed = Math.round((Date.now() - begun) / 1_000);
	process.stdout.write(`${String(passed).padStart(5)} s  ${text}\n`);
};

const args = process.argv.slice(2);
const isQuick = args.includes('--quick');
const isReport = args.includes('--report');
const names = args.filter((word) => !OPTIONS.includes(word));
const unknown = names.filter((name) => !ALL_SERIES.some((series) => series.name === name));
if (unknown.length > 0) {
	const known = [...ALL_SERIES.map(({ name }) => name), ...OPTIONS].join(', ');
	throw new Error(`There is no ${unknown.join(', ')}. There are: ${known}`);
}
const isChosen = names.length > 0;
if (isReport && (isChosen || isQuick)) {
	throw new Error('--report replaces all figures, so it needs all series in full size.');
}
const chosen = isChosen ? ALL_SERIES.filter(({ name }) => names.includes(name)) : ALL_SERIES;
const kept = Kept.of(isQuick ? 'bench-quick' : 'bench', args, { isChosen, say });

/** Measures the sizes of a series that are not kept; what it needs is started for the first of them. */
async function measure(series: Series): Promise<SeriesResult> {
	let bench: Bench | undefined;
	try {
		const rows: { size: number; measured: SeriesResult['rows'][number]['measured'] }[] = [];
		for (const size of isQuick ? series.quickSizes : series.sizes) {
			const measured = await kept.part(`${series.name} ${String(size)}`, isMeasured, async () => {
				say(`${series.title}: ${String(size)} ${series.sizeIs}`);
				bench ??= await series.open();
				return await bench.measure(size);
			});
			rows.push({ size, measured });
		}
		return { series, rows };
	} finally {
		await bench?.close();
	}
}

/** Writes the page, its figures and its chart as prettier wants them. */
async function write(folder: string, results: readonly SeriesResult[], page: string) {
	mkdirSync(path.join(folder, 'images'), { recursive: true });
	const figures = Object.fromEntries(
		results.map(({ series, rows }) => [
			series.name,
			rows.map(({ size, measured }) => ({ size, ...measured })),
		]),
	);
	const json = JSON.stringify({ ...origin, series: figures });
	for (const [file, content] of [
		['bench.md', page],
		['bench.json', json],
	] as const) {
		const target = path.join(folder, file);
		const options = await resolveConfig(path.join(ROOT, 'docs', file));
		writeFileSync(target, await format(content, { ...options, filepath: target }));
	}
	writeFileSync(path.join(folder, 'images', 'bench.svg'), chartOf(results));
	say(`Written: bench.md, bench.json and images/bench.svg in ${path.relative(ROOT, folder)}`);
}

const results: SeriesResult[] = [];
for (const series of chosen) results.push(await measure(series));
const origin = { ...kept.origins, n8n: locateN8n().version };
const page = reportOf(results, origin);
process.stdout.write(`\n${page}\n\n`);
await write(path.join(ROOT, 'build', 'bench'), results, page);
if (isReport) await write(path.join(ROOT, 'docs'), results, page);
if (!isChosen) kept.finish();
if (process.connected) process.disconnect();
