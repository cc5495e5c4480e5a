import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';

/**
 * Checks an answer of POST /people/search for signs that there are more employees.
 *
 * Rule: HiBob documents that all employees come in one answer
 * (apidocs.hibob.com/docs/people-read-api-contract). Its other lists come in pages
 * (`response_metadata.next_cursor`), so any sign of pages stops the run: a part of the employees must never
 * count as everyone.
 *
 * @throws ExplainedError when there may be more
 */
export function checkWhole(answer: JsonObject, rows: number): void {
	const rest = Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'employees'));
	const sign = signOfMore(rest, rows, DEEPEST);
	if (sign === null) return;
	throw new ExplainedError(
		`HiBob returned ${String(rows)} employees, and its "${sign}" means that there are more`,
		'Nothing was sent, because only some of your people were read. HiBob has changed its API: update this package',
	);
}

const DEEPEST = 4;

/** The first member that reports more rows, or null. */
function signOfMore(
	holder: JsonObject | readonly unknown[],
	rows: number,
	depth: number,
): string | null {
	for (const [name, value] of Object.entries<unknown>(holder)) {
		if (hintsAtMore(name, value, rows)) return name.slice(0, LONGEST_NAME);
		const isHolder = isObject(value) || Array.isArray(value);
		const inner = isHolder && depth > 0 ? signOfMore(value, rows, depth - 1) : null;
		if (inner !== null) return inner;
	}
	return null;
}

const LONGEST_NAME = 40;

function hintsAtMore(name: string, value: unknown, rows: number): boolean {
	if (value === false) return /^(?:is_?)?(?:last|complete|finished|done|all)/i.test(name);
	if (isNothing(value) || typeof value === 'object') return false;
	if (/more|truncat|partial|incomplete|cursor|next|continuation/i.test(name)) return true;
	if (/^rel$/i.test(name)) return value === 'next';
	const number = typeof value === 'boolean' ? NaN : Number(value);
	if (/limit|page_?size|per_?page/i.test(name)) return number <= rows;
	if (/page/i.test(name)) return number > 1;
	if (/offset|skip/i.test(name)) return number > 0;
	return /total|count|size|found|match/i.test(name) && number > rows;
}

/** Values for which nothing follows. */
const isNothing = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	value === 0 ||
	(typeof value === 'string' && /^(?:|false|null|0)$/i.test(value.trim()));
