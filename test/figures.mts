import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Finds what is said of a live service in figures, in documents, comments and texts. We never had a live
 * account, so each such sentence names where the figure comes from, or says that it is an assumption.
 */

/** A sentence, and where it stands. */
export interface Claim {
	file: string;
	text: string;
}

const SERVICE = /\b(?:HiBob|Reachdesk)\b/;
const UNITS =
	'ms|seconds?|s|minutes?|hours?|days?|weeks?|months?|years?|requests?|calls?|pages?|rows?|gifts?|recipients?|sends?|people|employees?|fields?|values?|ids?|digits?|characters?|letters?|refusals?|times|per cent|%|MB|kB';
const NUMBERS =
	'\\d[\\d,.]*|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|(?:a |one )?hundred|(?:a |one )?thousand';
const FIGURE = new RegExp(
	`(?:^|[^\\w.#-])(?:${NUMBERS})(?:-| |\\s+times\\s+|\\s+[a-z]+\\s+)?(?:${UNITS})(?![\\w])`,
	'i',
);

/** Small numbers are words of everyday, but not before a time or requests. */
const SMALL_FIGURE =
	/\b(?:two|three|four|five|six|seven|eight|nine)\s+(?:seconds|minutes|hours|requests|calls|refusals)\b/i;

/** Where a figure comes from, or that nobody knows. */
const SOURCE =
	/(?:apidocs|help)\.hibob\.com|support\.reachdesk\.com|reachdesk\.readme\.io|\(operation [\w-]+\)|\bassum|\bnot known\b|\bnever measured\b|\bsandbox\b/i;

/** A setting of ours with its value, as the documents write it: that value is our choice. */
const OWN_SETTINGS: readonly RegExp[] = [
	/_[A-Z][^_]*_ \([^)]*\)/g,
	new RegExp(`(?:${NUMBERS}) (?:${UNITS}) \\(_[A-Z][^_]*_\\)`, 'gi'),
];

/** Without names in code, and without what we have chosen ourselves. */
const ofServices = (text: string): string =>
	[/`[^`]*`/g, ...OWN_SETTINGS].reduce((left, own) => left.replace(own, '…'), text);

/** Figures of a service by themselves, for sentences that do not name it. */
const KNOWN: readonly RegExp[] = [
	// HiBob’s searches a minute, and the digits of its ids
	/\b50 requests\b/,
	/\b19 digits\b/,
	// Reachdesk’s recipients of a bulk send, and how long a claimed gift stays open
	/\b5,000 (?:gifts|recipients|with)\b/,
	/\bchoose for\s+90 days\b/,
	// how late lists are in our tests
	/\b20 (?:s|seconds)(?: late)?\b/,
];

export const isFigure = (text: string): boolean =>
	(SERVICE.test(text) && [FIGURE, SMALL_FIGURE].some((figure) => figure.test(ofServices(text)))) ||
	KNOWN.some((known) => known.test(text));

/** Whether a sentence with a figure of a service says where it has it from. */
export const isSourced = (text: string): boolean => SOURCE.test(text);

/** Sentences, rows of tables and items of lists of a page, without its code. */
export const sentencesIn = (page: string): string[] =>
	page
		.replace(/```[\s\S]*?```/g, '')
		.split('\n')
		.flatMap((line) => (line.startsWith('|') ? [line] : line.split(/(?<=[.!?:])\s+(?=[A-Z*_[])/)))
		.map((sentence) => sentence.trim())
		.filter((sentence) => sentence !== '');

/** The comments of a source, each whole, and its texts. */
export function remarksIn(source: string): string[] {
	const remarks: string[] = [];
	let lines: string[] = [];
	const end = () => {
		if (lines.length > 0) remarks.push(lines.join(' '));
		lines = [];
	};
	for (const line of source.split('\n')) {
		const [, comment] = /^\s*(?:\/\/|\/\*\*?|\*(?!\/))\s?(.*?)(?:\*\/)?\s*$/.exec(line) ?? [];
		if (comment !== undefined) {
			lines.push(comment);
			if (line.includes('*/')) end();
			continue;
		}
		end();
		// a string of a JSON file stands on a line of its own
		for (const [, text] of line.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
			remarks.push(...sentencesIn((text ?? '').replaceAll('\\n', '\n')));
		}
		for (const [, text] of line.matchAll(/'((?:[^'\\]|\\.)*)'/g)) remarks.push(text ?? '');
		for (const [, text] of line.matchAll(/`((?:[^`\\]|\\.)*)`/g)) remarks.push(text ?? '');
	}
	end();
	return remarks;
}

const filesUnder = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file));

/** All sentences with a figure of a service that do not say where it comes from. */
export function unsourced(project: string, pages: readonly string[]): Claim[] {
	const read = (file: string): string => readFileSync(path.join(project, file), 'utf8');
	const inPages = pages.flatMap((file) =>
		sentencesIn(read(file))
			.filter((text) => isFigure(text) && !isSourced(text))
			.map((text) => ({ file, text })),
	);
	const sources = ['nodes', 'credentials', 'sandbox/hibob', 'sandbox/reachdesk', 'workflows']
		.flatMap((folder) => filesUnder(path.join(project, folder)))
		.filter((file) => /\.(?:m?ts|json)$/.test(file) && !file.includes('__schema__'))
		.map((file) => path.relative(project, file));
	const inSources = sources.flatMap((file) =>
		remarksIn(read(file))
			.filter((text) => isFigure(text) && !isSourced(text))
			.map((text) => ({ file, text })),
	);
	return [...inPages, ...inSources];
}
