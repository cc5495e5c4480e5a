/** Text and background colours of a style sheet, and how well one can be read on the other. */

export interface Pair {
	selector: string;
	text: string;
	background: string;
}

interface Rule {
	selector: string;
	declarations: ReadonlyMap<string, string>;
	isDark: boolean;
}

/** The rules for screens, with those for a dark screen marked. */
function rulesIn(css: string, isDark = false): Rule[] {
	const rules: Rule[] = [];
	let at = 0;
	for (;;) {
		const open = css.indexOf('{', at);
		if (open < 0) return rules;
		const prelude = css.slice(at, open).trim();
		let depth = 1;
		let end = open + 1;
		while (depth > 0 && end < css.length) {
			if (css[end] === '{') depth += 1;
			if (css[end] === '}') depth -= 1;
			end += 1;
		}
		const body = css.slice(open + 1, end - 1);
		at = end;
		if (/^@media print$/.test(prelude)) continue;
		if (prelude.startsWith('@')) {
			rules.push(...rulesIn(body, isDark || prelude.includes('prefers-color-scheme: dark')));
			continue;
		}
		const declarations = new Map(
			body.split(';').flatMap((one) => {
				const [name = '', ...value] = one.split(':');
				const text = value.join(':').replace('!important', '').trim();
				return text === '' ? [] : [[name.trim(), text] as const];
			}),
		);
		for (const selector of prelude.split(',')) {
			rules.push({ selector: selector.trim(), declarations, isDark });
		}
	}
}

const isColour = (value: string | undefined): value is string => /^#[\da-f]{6}$/i.test(value ?? '');

/**
 * Each colour of text with each background that it may be on: its own, or that of the page and of a card.
 *
 * @param css - with colours as #rrggbb, some by custom properties of :root
 */
export function pairsIn(css: string): Pair[] {
	const rules = rulesIn(css);
	return [false, true].flatMap((dark) => {
		const styles = new Map<string, Map<string, string>>();
		// what is for a dark screen counts last there, as it is marked as important
		for (const isDark of dark ? [false, true] : [false]) {
			for (const rule of rules.filter((one) => one.isDark === isDark)) {
				const known = styles.get(rule.selector) ?? new Map<string, string>();
				for (const [name, value] of rule.declarations) known.set(name, value);
				styles.set(rule.selector, known);
			}
		}
		const root = styles.get(':root');
		const valueOf = (selector: string, name: string): string | undefined => {
			const value = styles.get(selector)?.get(name);
			const [, variable] = /^var\((--\w+)\)$/.exec(value ?? '') ?? [];
			return variable === undefined ? value : root?.get(variable);
		};
		const ink = valueOf('body', 'color');
		const grounds = [valueOf('body', 'background'), valueOf('.card', 'background')].filter(
			isColour,
		);
		return [...styles.keys()].flatMap((selector) => {
			const [text, background] = [valueOf(selector, 'color'), valueOf(selector, 'background')];
			const own = isColour(background) ? [background] : isColour(text) ? grounds : [];
			const colour = isColour(text) ? text : ink;
			return own.flatMap((behind) =>
				isColour(colour)
					? [{ selector: dark ? `${selector} (dark)` : selector, text: colour, background: behind }]
					: [],
			);
		});
	});
}

function luminanceOf(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2: from 1 to 21; text needs 4.5 (https://www.w3.org/TR/WCAG22/#contrast-minimum). */
export function contrastOf(one: string, other: string): number {
	const [dark = 0, light = 0] = [one, other].map(luminanceOf).sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}
