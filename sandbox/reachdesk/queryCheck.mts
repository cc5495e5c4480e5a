import type { FastifyRequest } from 'fastify';
import { reportViolation } from '../http/requestLog.mts';
import { INT32_MAX } from './contract.mts';

/** What a query parameter may hold; a list is written `name[]=` once for each value. */
type QueryRule =
	| { kind: 'date' | 'integer' | 'text' | 'integerList' }
	| { kind: 'list'; values: readonly string[] };

export type QueryRules = Record<string, QueryRule>;

/** The values that were asked for, by name; a listing never sees a parameter it does not know. */
export type Query = Map<string, string[]>;

const isCivilDate = (text: string): boolean => {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const midnight = new Date(`${text}T00:00:00.000Z`);
	return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
};

const isPositiveInt32 = (text: string): boolean =>
	/^[1-9]\d*$/.test(text) && Number(text) <= INT32_MAX;

function complaintAbout(name: string, values: string[], rule: QueryRule): string | null {
	const isList = rule.kind === 'list' || rule.kind === 'integerList';
	if (!isList && values.length > 1) return `Query parameter "${name}" is given more than once`;
	switch (rule.kind) {
		case 'date':
			return values.every(isCivilDate) ? null : `Query parameter "${name}" is not yyyy-MM-dd`;
		case 'integer':
		case 'integerList':
			return values.every(isPositiveInt32)
				? null
				: `Query parameter "${name}" is not a positive int32`;
		case 'list':
			return values.every((value) => rule.values.includes(value))
				? null
				: `Query parameter "${name}" holds an unknown value`;
		case 'text':
			return null;
	}
}

/**
 * The query of a request. Unknown parameters are noted and dropped, as Rails drops them; a known
 * one with an impossible value gives null, which the API answers with 400 `{}`.
 */
export function readQuery(request: FastifyRequest, rules: QueryRules): Query | null {
	const asked = new URL(request.url, 'http://sandbox').searchParams;
	const query: Query = new Map();
	let valid = true;
	for (const name of new Set(asked.keys())) {
		const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
		if (!rule) {
			reportViolation(request, `Query parameter "${name}" is not known`);
			continue;
		}
		const values = asked.getAll(name);
		const complaint = complaintAbout(name, values, rule);
		if (complaint !== null) {
			reportViolation(request, complaint);
			valid = false;
		}
		query.set(name, values);
	}
	return valid ? query : null;
}

/** The one value of a parameter that is not a list. */
export function valueOf(query: Query, name: string): string | undefined {
	return query.get(name)?.[0];
}

/** Whether an instant (ISO, UTC) lies within [start, end), both UTC dates and each optional. */
export function isWithin(
	instant: string,
	start: string | undefined,
	end: string | undefined,
): boolean {
	const date = instant.slice(0, 10);
	return (start === undefined || date >= start) && (end === undefined || date < end);
}
