/** Narrowing of what n8n answers: it is checked here once and has a type from then on. */

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is unknown[] {
	return Array.isArray(value);
}

function at(answer: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), answer);
}

function unexpected(kind: string, path: string, answer: unknown): Error {
	return new Error(
		`n8n's answer has no ${kind} at "${path}": ${JSON.stringify({ answer }).slice(0, 300)}`,
	);
}

/** @throws Error when there is no text at the path (keys with dots between them) */
export function textAt(answer: unknown, path: string): string {
	const value = at(answer, path);
	if (typeof value !== 'string') throw unexpected('text', path, answer);
	return value;
}

/** The text at the path, undefined when there is none. */
export function maybeTextAt(answer: unknown, path: string): string | undefined {
	const value = at(answer, path);
	return typeof value === 'string' ? value : undefined;
}

/** @throws Error when there is no number at the path */
export function numberAt(answer: unknown, path: string): number {
	const value = at(answer, path);
	if (typeof value !== 'number') throw unexpected('number', path, answer);
	return value;
}

/** @throws Error when there is no list at the path */
export function listAt(answer: unknown, path: string): unknown[] {
	const value = at(answer, path);
	if (!isList(value)) throw unexpected('list', path, answer);
	return value;
}

/** @throws Error when there is no object at the path */
export function recordAt(answer: unknown, path: string): Record<string, unknown> {
	const value = at(answer, path);
	if (!isRecord(value)) throw unexpected('object', path, answer);
	return value;
}
