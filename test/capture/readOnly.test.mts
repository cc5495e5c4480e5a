import { describe, expect, test } from '@jest/globals';
import { ask, baseUrl, untilRetry } from '../../sandbox/capture/ask.mts';
import type { Pace } from '../../sandbox/capture/ask.mts';
import { HIBOB_QUESTIONS, REACHDESK_QUESTIONS } from '../../sandbox/capture/questions.mts';
import { isRead } from '../../sandbox/capture/readOnly.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';

const answered = new Map([
	['people-search', { employees: [{ id: '3332883884017713938' }] }],
	['sends', { data: [{ id: 70_001 }], pagination: {} }],
]);

describe('what is asked', () => {
	test('are reads, of which the year of birth is none', () => {
		const questions = [...HIBOB_QUESTIONS, ...REACHDESK_QUESTIONS].map((next) =>
			next(answered, Date.parse('2026-11-23')),
		);
		expect(questions).not.toContain(null);
		expect(questions.filter((one) => one && !isRead(one))).toEqual([]);
		expect(JSON.stringify(questions)).toContain('personal.shortBirthDate');
		expect(JSON.stringify(questions)).not.toContain('personal.birthDate');
	});

	test.each([
		['Reachdesk', 'POST', '/campaigns/1503/trigger'],
		['Reachdesk', 'POST', '/bulk_sends'],
		['Reachdesk', 'POST', '/gdpr/requests'],
		['Reachdesk', 'POST', '/sends?page=1'],
		['Reachdesk', 'GET', '/sends/70001/approve'],
		['Reachdesk', 'GET', '/sends?page=1/../../x'],
		['HiBob', 'POST', '/people'],
		['HiBob', 'POST', '/people/3332883884017713938/terminate'],
		['HiBob', 'POST', '/timeoff/employees/7/requests'],
		['HiBob', 'GET', '/people/search'],
		['HiBob', 'POST', '/people/search?x=1'],
		['HiBob', 'POST', '/people/../people'],
	] as const)('%s: %s %s is refused before anything is sent', async (service, method, path) => {
		expect(isRead({ service, method, path })).toBe(false);
		const account = { service, url: 'http://127.0.0.1:1', authorization: 'x' };
		const pace: Pace = { pause: 0, wait: () => Promise.reject(new Error('it began')) };
		await expect(ask(account, { service, name: 'x', method, path }, pace)).rejects.toThrow(
			'Only reads are asked',
		);
	});
});

describe('where a token goes', () => {
	test.each([
		['http://api.hibob.com/v1', 'https://'],
		['https://user:secret@api.hibob.com/v1', 'a host and a path alone'],
		['https://api.hibob.com/v1?token=secret', 'a host and a path alone'],
		['https://api.hibob.com/v1#secret', 'a host and a path alone'],
		['api.hibob.com', 'no URL'],
	])('not to %s', (url, why) => {
		const read = () => baseUrl(url);
		expect(read).toThrow(why);
		expect(read).not.toThrow('secret');
	});

	test('to https and to this machine', () => {
		expect(baseUrl(' https://api.hibob.com/v1/ ')).toBe('https://api.hibob.com/v1');
		expect(baseUrl('http://127.0.0.1:8081/v1')).toBe('http://127.0.0.1:8081/v1');
	});

	test('and to no place that a redirect names', async () => {
		const [one, other] = await Promise.all([startReachdesk(), startReachdesk()]);
		try {
			one.faults.add({
				times: 1,
				fault: {
					kind: 'status',
					when: 'before',
					status: 302,
					headers: { location: `${other.url}/organization` },
				},
			});
			const account = { service: 'Reachdesk', url: one.url, authorization: 'Bearer x' } as const;
			const { status } = await ask(
				account,
				{ service: 'Reachdesk', name: 'organization', method: 'GET', path: '/organization' },
				{
					pause: 0,
					wait: async () => {
						await Promise.resolve();
					},
				},
			);
			expect(status).toBe(302);
			expect(other.requests).toEqual([]);
		} finally {
			await Promise.all([one.stop(), other.stop()]);
		}
	});
});

describe('after a 429', () => {
	test.each([
		[{ 'retry-after': '7' }, 7_500],
		[{ 'x-ratelimit-reset': '1000' }, 40_500],
		[{}, 60_500],
		[{ 'retry-after': '86400' }, 300_500],
		[{ 'retry-after': 'soon', 'x-ratelimit-reset': '1' }, 60_500],
	])('with the headers %j it waits %i ms', (headers, wait) => {
		expect(untilRetry({ headers }, 960_000)).toBe(wait);
	});

	test('it asks again, three times in all, and keeps a pause before each', async () => {
		const reachdesk = await startReachdesk();
		try {
			const status = { kind: 'status', when: 'before', status: 429 } as const;
			reachdesk.faults.add({ fault: { ...status, headers: { 'retry-after': '7' } } });
			const waits: number[] = [];
			const pace: Pace = {
				pause: 2_400,
				wait: async (ms) => await Promise.resolve(waits.push(ms)),
			};
			const account = {
				service: 'Reachdesk',
				url: reachdesk.url,
				authorization: 'Bearer x',
			} as const;
			const question = {
				service: 'Reachdesk',
				name: 'x',
				method: 'GET',
				path: '/organization',
			} as const;
			expect((await ask(account, question, pace)).status).toBe(429);
			expect(waits).toEqual([2_400, 7_500, 2_400, 7_500, 2_400]);
		} finally {
			await reachdesk.stop();
		}
	});
});
