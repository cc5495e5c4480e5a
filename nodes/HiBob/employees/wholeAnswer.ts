import { ExplainedError } from '../../shared/explainedError';
import { isObject } from '../../shared/jsonObject';
import type { JsonObject } from '../../shared/jsonObject';

/**
 * Holds an answer of POST /people/search against what it says of itself beside its employees.
 *
 * Rule: HiBob documents that all employees come in one answer
 * (apidocs.hibob.com/docs/people-read-api-contract). Its other lists come in pages
 * (`response_metadata.next_cursor`), so anything that smells of pages stops the run: a part of the
 * employees must never count as everybody.
 *
 * @throws ExplainedError when there may be more
 */
export function checkWhole(answer: JsonObject, rows: number): void {
	const rest = Object.fromEntries(Object.entries(answer).filter(([name]) => name !== 'employees'));
	const sign = signOfMore(rest, rows, DEEPEST);
	if (sign === null) return;
	throw new ExplainedError(
		`HiBob returned ${String(rows)} employees and says in "${sign}" that there are more`,
		'Nothing was sent, because only a part of your people was read. HiBob has changed its API: update this package',
	);
}

const DEEPEST = 4;

/** The member that speaks of more rows; null when none does. */
function signOfMore(
	holder: JsonObject | readonly unknown[],
	rows: number,
	depth: number,
): string | null {
	for (const [name, value] of Object.entries<unknown>(holder)) {
		if (speaksOfMore(name, value, rows)) return name.slice(0, LONGEST_NAME);
		const isHolder = isObject(value) || Array.isArray(value);
		const inner = isHolder && depth > 0 ? signOfMore(value, rows, depth - 1) : null;
		if (inner !== null) return inner;
	}
	return null;
}

const LONGEST_NAME = 40;

function speaksOfMore(name: string, value: unknown, rows: number): boolean {
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

/** What says that nothing follows. */
const isNothing = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	value === 0 ||
	(typeof value === 'string' && /^(?:|false|null|0)$/i.test(value.trim()));
