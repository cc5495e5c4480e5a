import { expect } from '@jest/globals';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

/** What a crash says, in place of words for a person. */
const CRASH =
	/TypeError|RangeError|SyntaxError|\bundefined\b|\bNaN\b|Cannot (?:read|convert|set)|is not (?:a function|iterable|a constructor)|Maximum call stack|Invalid (?:time value|array length|string length)|Unexpected token|ExplainedError|JSON at position/;

const LONGEST = 1_000;

/** Whether a text is short and holds nothing of a crash. */
export function expectPlainWords(text: unknown): void {
	expect(typeof text).toBe('string');
	expect(String(text)).not.toContain('[object ');
	// what stands in quotes is quoted from the user
	expect(String(text).replace(/"[^"]*"/g, '""')).not.toMatch(CRASH);
	expect(String(text).trim()).not.toBe('');
	expect(String(text).length).toBeLessThan(LONGEST);
}

/**
 * The message of an error of n8n's.
 *
 * @throws Error when it is another one: a crash
 */
function wordsOf(error: unknown): string {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error.message;
	throw new Error('a crash, and no error of n8n’s', { cause: error });
}

/** The words of an error of n8n's, which says what happened and what to do next. */
export function expectPlainError(error: unknown): { message: string; remedy: string } {
	const message = wordsOf(error);
	const remedy = error instanceof Error && 'description' in error ? error.description : null;
	expectPlainWords(message);
	expectPlainWords(remedy);
	return { message, remedy: String(remedy) };
}
