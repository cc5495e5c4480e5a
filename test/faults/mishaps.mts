import type { Fault } from '../../sandbox/http/faults.mts';
import type { Services } from './services.mts';

/** Lets something go wrong on a day; `after` so many gifts, `seconds` are of n8n's clock. */
type Mishap = (services: Services, after: number) => void;

const onPost =
	(fault: (services: Services) => Fault): Mishap =>
	(services, after) => {
		const rule = { method: 'POST', skip: after, times: 1 };
		services.reachdesk.faults.add({ ...rule, fault: fault(services) });
	};

const status = (code: number, when: 'before' | 'after', headers: Record<string, string> = {}) =>
	onPost(() => ({ kind: 'status', when, status: code, headers }));

const onList =
	(fault: Fault, times = 1): Mishap =>
	({ reachdesk }) => {
		reachdesk.faults.add({ method: 'GET', path: '/api/v2/sends', times, fault });
	};

const onSearch =
	(fault: (services: Services) => Fault, times = 1): Mishap =>
	(services) => {
		services.hibob.faults.add({ path: '/v1/people/search', times, fault: fault(services) });
	};

const searchStatus = (code: number, times = 1, headers: Record<string, string> = {}) =>
	onSearch(() => ({ kind: 'status', when: 'before', status: code, headers }), times);

/** Longer than the node waits for Reachdesk, in seconds of n8n's clock. */
const TOO_SLOW = 40;

/** Everything that goes wrong outside of n8n, by what it is called in the report. */
export const MISHAPS: Readonly<Record<string, Mishap>> = {
	'gift: 500, not made': status(500, 'before'),
	'gift: 500, made': status(500, 'after'),
	'gift: 502, not made': status(502, 'before'),
	'gift: 502, made': status(502, 'after'),
	'gift: 503, not made': status(503, 'before'),
	'gift: 503, made': status(503, 'after'),
	'gift: 504, not made': status(504, 'before'),
	'gift: 504, made': status(504, 'after'),
	'gift: 429 with Retry-After, not made': status(429, 'before', { 'retry-after': '30' }),
	'gift: 429, not made': status(429, 'before'),
	'gift: 429, made': status(429, 'after'),
	'gift: 401': status(401, 'before'),
	'gift: 403': status(403, 'before'),
	'gift: reset before it was read': onPost(() => ({ kind: 'reset', when: 'before' })),
	'gift: reset after it was made': onPost(() => ({ kind: 'reset', when: 'after' })),
	'gift: no answer, not made': onPost(() => ({ kind: 'noAnswer', when: 'before' })),
	'gift: no answer, made': onPost(() => ({ kind: 'noAnswer', when: 'after' })),
	'gift: made after n8n gave up': onPost(({ seconds }) => ({
		kind: 'slow',
		milliseconds: seconds(TOO_SLOW),
	})),
	'gift: empty body': onPost(() => ({ kind: 'emptyBody' })),
	'gift: half a body': onPost(() => ({ kind: 'cutBody' })),
	'gift: HTML body': onPost(() => ({ kind: 'htmlBody' })),
	'gift: made, Reachdesk then silent': (services, after) => {
		onPost(() => ({ kind: 'reset', when: 'after' }))(services, after);
		onList({ kind: 'status', when: 'before', status: 503 }, 8)(services, after);
	},
	'gift: connection refused': ({ reachdeskGate, reachdesk, seconds }, after) => {
		reachdesk.faults.add({
			method: 'POST',
			skip: after,
			times: 1,
			fault: {
				kind: 'interrupt',
				when: 'answered',
				tell: () => {
					void reachdeskGate.shut();
					setTimeout(() => void reachdeskGate.reopen(), seconds(20));
				},
			},
		});
	},
	'list: 20 s late': ({ reachdesk }) => {
		reachdesk.variants.listingLagSeconds = 20;
	},
	'list: a page is missing': ({ reachdesk }) => {
		reachdesk.variants.missPage = 1;
	},
	'list: a page is missing, a gift is unclear': onPost(({ reachdesk }) => ({
		kind: 'interrupt',
		when: 'after',
		tell: () => {
			reachdesk.variants.missPage = 1;
		},
	})),
	'list: 20 s late, a gift is unclear': (services, after) => {
		services.reachdesk.variants.listingLagSeconds = 20;
		onPost(() => ({ kind: 'status', when: 'after', status: 504 }))(services, after);
	},
	'list: pagination in the other place': ({ reachdesk }) => {
		reachdesk.variants.paginationPlace = 'data';
	},
	'list: 500': onList({ kind: 'status', when: 'before', status: 500 }),
	'list: 429': onList({ kind: 'status', when: 'before', status: 429 }),
	'list: HTML body': onList({ kind: 'htmlBody' }),
	'list: half a body': onList({ kind: 'cutBody' }),
	'list: reset': onList({ kind: 'reset', when: 'before' }),
	'HiBob: 500': searchStatus(500),
	'HiBob: 502, three times': searchStatus(502, 3),
	'HiBob: 503, twice': searchStatus(503, 2),
	'HiBob: 429 with Retry-After': searchStatus(429, 1, { 'retry-after': '30' }),
	'HiBob: 429': searchStatus(429),
	'HiBob: 401': searchStatus(401),
	'HiBob: 403': searchStatus(403),
	'HiBob: HTML body': onSearch(() => ({ kind: 'htmlBody' })),
	'HiBob: half a body': onSearch(() => ({ kind: 'cutBody' })),
	'HiBob: empty body': onSearch(() => ({ kind: 'emptyBody' })),
	'HiBob: reset': onSearch(() => ({ kind: 'reset', when: 'before' })),
	'HiBob: no answer': onSearch(() => ({ kind: 'noAnswer', when: 'before' })),
	'HiBob: slower than a poll may take': onSearch(({ seconds }) => ({
		kind: 'slow',
		milliseconds: seconds(TOO_SLOW),
	})),
	'HiBob: 20 s behind': ({ hibob }) => {
		hibob.variants.staleSeconds = 20;
	},
	'HiBob: connection refused': ({ hibobGate, seconds }) => {
		void hibobGate.shut();
		setTimeout(() => void hibobGate.reopen(), seconds(90));
	},
	'HiBob: nobody there': onSearch(() => ({
		kind: 'status',
		when: 'after',
		status: 200,
		headers: { 'content-type': 'application/json' },
		body: '{"employees":[]}',
	})),
};

/** What people do to n8n between two runs, when all gifts are out; nothing of it may do harm. */
export const RUN_ENDINGS = [
	'n8n is restarted',
	'the trigger is renamed',
	'the workflow is imported anew',
	'the trigger gets an older state back',
	'n8n gets an older database back',
	'the last execution is retried twice at the same time',
] as const;
export type RunEnding = (typeof RUN_ENDINGS)[number];
