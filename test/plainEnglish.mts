import { createScanner, LanguageVariant, ScriptTarget, SyntaxKind } from 'typescript';

/** A phrase that is not used, and what to write in its place. */
export interface Banned {
	phrase: RegExp;
	instead: string;
}

const banned = (phrases: Readonly<Record<string, string>>): Banned[] =>
	Object.entries(phrases).map(([phrase, instead]) => ({
		phrase: new RegExp(`(?<![\\w-])(?:${phrase})(?![\\w-])`, 'i'),
		instead,
	}));

/** Nowhere: comments and tests of the words included. Rule: CONTRIBUTING, "Plain English". */
export const NOWHERE = banned({
	'puts? out|putting out': 'returns, lists',
	'tells? of|told of|tell of': 'reports, names',
	'(?:left|leaves?|leaving) (?:\\w+ )?out': 'skipped, omitted',
	'takes? away|taken away|took away': 'removes',
	'may not be read': 'not accessible, no permission to view',
	'of whom|of which there': 'rewrite the sentence',
	'(?:that|which|it|there) is none': 'rewrite the sentence',
	'is no (?:date|email address|number|country|time zone|text|list|object|occasion|week)':
		'is not a …',
	'made up for': 'caught up',
	'(?:is|are) tried again by itself': 'retries automatically',
	'e-mails?': 'email',
	'(?:a|the|by|each|one|an?other|no) mails?': 'email',
	'a human|humans': 'a person, you',
	somebody: 'someone, a person',
	anew: 'again, from scratch',
	'per cent': '%',
	'mend(?:s|ed|ing)?': 'fix',
	amiss: 'wrong',
	'what became of|what becomes of': 'what happened to',
	'in clear': 'in plain text',
	'for want of': 'because there was no …',
	'gives away': 'reveals',
	'let(?:s)? in': 'includes',
	'is told once': 'is reported once',
	'stands? for (?:it|them)': 'replaces',
	'not (?:to )?be had': 'not available',
	speaks: 'reports, writes',
	'of late': 'recently',
});

/** Not in what a user reads: panels, errors, pages, workflows. */
export const NOT_TO_USERS = banned({
	'heartbeats?': 'poll',
	'rosters?': 'employee list',
	whoever: 'anyone who, people who',
	'(?:comes|came|come) out (?!of)': 'is returned',
	'is made up of': 'consists of',
	'says of (?:itself|them)': 'reports',
	'by no means': 'not',
});

/** The first phrase of each kind, with the words around it. */
export function foundIn(text: string, phrases: readonly Banned[]): string[] {
	return phrases.flatMap(({ phrase, instead }) => {
		const all = new RegExp(phrase.source, 'gi');
		return Array.from(
			text.matchAll(all),
			({ 0: found, index }) =>
				`"${text.slice(Math.max(0, index - 40), index + found.length + 20).replace(/\s+/g, ' ')}": ${instead}`,
		);
	});
}

/** What a page says in words: no code, no addresses of links. */
export const wordsOfPage = (page: string): string =>
	page
		.replace(/^```[\s\S]*?^```/gm, '')
		.replace(/`[^`\n]*`/g, '')
		.replace(/\]\([^)]*\)/g, ']');

/** Comments and texts of a source file, each on its own. */
export function wordsOfSource(source: string): { comments: string[]; texts: string[] } {
	const scanner = createScanner(ScriptTarget.Latest, false, LanguageVariant.Standard, source);
	const comments: string[] = [];
	const texts: string[] = [];
	const braces: boolean[] = [];
	for (;;) {
		let token = scanner.scan();
		if (token === SyntaxKind.EndOfFileToken) return { comments, texts };
		if (token === SyntaxKind.OpenBraceToken) braces.push(false);
		else if (token === SyntaxKind.TemplateHead) braces.push(true);
		else if (token === SyntaxKind.CloseBraceToken && braces.pop() === true) {
			token = scanner.reScanTemplateToken(false);
			if (token === SyntaxKind.TemplateMiddle) braces.push(true);
		}
		if (
			token === SyntaxKind.SingleLineCommentTrivia ||
			token === SyntaxKind.MultiLineCommentTrivia
		) {
			// lines of one comment are one text
			comments.push(scanner.getTokenText().replace(/\n\s*\*?\s*/g, ' '));
		} else if (
			token === SyntaxKind.StringLiteral ||
			token === SyntaxKind.NoSubstitutionTemplateLiteral ||
			token === SyntaxKind.TemplateHead ||
			token === SyntaxKind.TemplateMiddle ||
			token === SyntaxKind.TemplateTail
		) {
			texts.push(scanner.getTokenValue());
		}
	}
}

/** Every text in a JSON document, such as the code and the notes of a workflow. */
export function textsOfJson(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(textsOfJson);
}
