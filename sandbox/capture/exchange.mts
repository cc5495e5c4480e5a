import type { Answer } from './ask.mts';
import type { Json } from './json.mts';
import type { Replacer } from './replacer.mts';
import type { Question } from './readOnly.mts';

/** A question with its answers, as far as they may be shown. */
export interface Exchange {
	service: Question['service'];
	name: string;
	/** without ids and days, such as `GET /sends` */
	request: string;
	status: number;
	isJson: boolean;
	headers: Readonly<Record<string, string>>;
	/** one for each request with that name */
	bodies: readonly Json[];
}

/** Headers that the product reads or might. All others are nobody’s business. */
export const HEADERS = [
	'content-type',
	'x-ratelimit-limit',
	'x-ratelimit-remaining',
	'x-ratelimit-reset',
	'ratelimit-limit',
	'ratelimit-remaining',
	'ratelimit-reset',
	'retry-after',
	'location',
	'link',
] as const;

/** Those whose values are figures of the service, and stay. */
export const FIGURES: ReadonlySet<string> = new Set([
	'x-ratelimit-limit',
	'ratelimit-limit',
	'retry-after',
]);

/** @param replacer - null for a sandbox, whose data are invented */
export function exchangeOf(
	question: Question,
	answer: Answer,
	replacer: Replacer | null,
): Exchange {
	const kept = HEADERS.flatMap((name): [string, string][] => {
		const value = answer.headers[name];
		if (value === undefined) return [];
		return [[name, replacer ? safeHeader(name, value, replacer) : value]];
	});
	return {
		service: question.service,
		name: question.name,
		request: `${question.method} ${question.path.replace(/\?.*$/, '').replace(/\/\d+$/, '/{id}')}`,
		status: answer.status,
		isJson: answer.isJson,
		headers: Object.fromEntries(kept),
		bodies: [replacer ? replacer.value(answer.isJson ? answer.body : 'a page') : answer.body],
	};
}

/** A figure of the service stays when it is a number, and a media type when it is one. */
function safeHeader(name: string, value: string, replacer: Replacer): string {
	if (FIGURES.has(name) && /^\d{1,9}$/.test(value)) return value;
	if (name === 'content-type') return mediaType(value);
	const replaced = replacer.value(value);
	return typeof replaced === 'string' ? replaced : '';
}

const mediaType = (value: string): string =>
	/^(?:application\/json|text\/html|text\/plain)(?:; ?charset=utf-8)?$/i.exec(value)?.[0] ??
	'another type';
