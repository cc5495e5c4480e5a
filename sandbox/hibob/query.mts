import { isCivilDate } from './dates.mts';
import { isRecord } from './json.mts';
import { badRequest } from './refusal.mts';

/** A query parameter, or undefined when it is absent. Given twice, it is refused. */
export function parameter(query: unknown, name: string): string | undefined {
	const value = isRecord(query) ? query[name] : undefined;
	if (value === undefined || typeof value === 'string') return value;
	throw badRequest(`${name} is given more than once`);
}

export function dateParameter(query: unknown, name: string): string | undefined {
	const value = parameter(query, name);
	if (value !== undefined && !isCivilDate(value)) {
		throw badRequest(`${name} must be a date of the form yyyy-MM-dd`);
	}
	return value;
}

export function booleanParameter(query: unknown, name: string): boolean {
	const value = parameter(query, name) ?? 'false';
	if (value !== 'true' && value !== 'false') throw badRequest(`${name} must be true or false`);
	return value === 'true';
}

/** A part of the path such as `identifier` in /people/:identifier, decoded. */
export function pathParameter(params: unknown, name: string): string {
	const value = isRecord(params) ? params[name] : undefined;
	return typeof value === 'string' ? value : '';
}
