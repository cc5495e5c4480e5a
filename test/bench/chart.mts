import type { InN8n } from './inN8n.mts';

const WIDTH = 720;
const BAR = 22;
const LEFT = 150;
const MOST = WIDTH - LEFT - 90;
const TRIGGER = '#0f766e';
const BY_HAND = '#b45309';

const seconds = (ms: number): string => `${(ms / 1_000).toPrecision(2)} s`;

/** The trigger and the workflow built by hand as bars, as an SVG that reads on light and dark. */
export function chartOf(rows: readonly InN8n[]): string {
	const longest = Math.max(1, ...rows.map(({ handBuiltMs }) => handBuiltMs.median));
	const bar = (y: number, label: string, ms: number, color: string) => {
		const width = Math.max(1.5, (ms / longest) * MOST);
		return [
			`<text x="${String(LEFT - 10)}" y="${String(y + 15)}" text-anchor="end">${label}</text>`,
			`<rect x="${String(LEFT)}" y="${String(y)}" width="${width.toFixed(1)}" height="${String(BAR - 4)}" rx="3" fill="${color}"/>`,
			`<text x="${(LEFT + width + 8).toFixed(1)}" y="${String(y + 15)}">${seconds(ms)}</text>`,
		].join('\n');
	};
	const groups = rows.map(({ employees, triggerMs, handBuiltMs, ratio }, index) => {
		const y = 40 + index * 84;
		return [
			`<text x="0" y="${String(y)}" font-weight="600">${employees.toLocaleString('en')} employees: ${String(Math.round(ratio))} times faster</text>`,
			bar(y + 10, 'HiBob Employees', triggerMs.median, TRIGGER),
			bar(y + 10 + BAR, 'built by hand', handBuiltMs.median, BY_HAND),
		].join('\n');
	});
	const height = 40 + rows.length * 84;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(height)}" width="${String(WIDTH)}" height="${String(height)}" role="img" aria-label="Time to find today's birthdays in n8n" font-family="system-ui, sans-serif" font-size="13" fill="#64748b">
<text x="0" y="16" font-size="15" font-weight="600">Finding today's birthdays in n8n</text>
${groups.join('\n')}
</svg>
`;
}
