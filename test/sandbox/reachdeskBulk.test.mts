import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { call, lastViolations, recipient } from './reachdeskClient.mts';

const PLAIN_SENDER = 'plain.sender@example.com';

let sandbox: ReachdeskSandbox;

// only the clock of the bulk sends stands still; HTTP goes on
beforeEach(async () => {
	jest.useFakeTimers({
		doNotFake: [
			'Date',
			'nextTick',
			'performance',
			'queueMicrotask',
			'setImmediate',
			'clearImmediate',
		],
	});
	sandbox = await startReachdesk();
});

afterEach(async () => {
	await sandbox.stop();
	jest.useRealTimers();
});

describe('a bulk send', () => {
	const bulk = (changes: Record<string, unknown> = {}) => ({
		request_id: 'bulk-1',
		campaign_id: 1501,
		sender: 'gifts@example.com',
		recipients: [recipient(), recipient({ email: 'ben@example.com', sender: PLAIN_SENDER })],
		...changes,
	});
	const post = async (body: unknown) => await call(sandbox, 'POST', '/bulk_sends', { body });

	test('is accepted first, and its gifts are made a little later', async () => {
		const answer = await post(bulk());
		expect(answer.status).toBe(202);
		expect(Object.keys(answer.body ?? {})).toEqual(['id']);
		jest.advanceTimersByTime(sandbox.variants.bulkDelayMilliseconds - 1);
		expect(sandbox.sends).toHaveLength(0);
		jest.advanceTimersByTime(1);
		expect(sandbox.sends).toMatchObject([
			{ email: 'noa.levi@example.com', wallet: { id: 4101 }, requestId: 'bulk-1' },
			{ email: 'ben@example.com', wallet: { id: 4103 }, requestId: 'bulk-1' },
		]);
		expect(lastViolations(sandbox)).toEqual([]);
	});

	test.each([
		['recipients as an object', { recipients: recipient() }, 'recipients'],
		['no recipients', { recipients: [] }, 'recipients'],
		['no request_id', { request_id: undefined }, 'request_id'],
		['a campaign id in a string', { campaign_id: '1501' }, 'campaign_id'],
		['approved, which only the single call has', { approved: 'auto' }, 'approved'],
		['an unknown send method', { send_method: 'sms' }, 'send_method'],
	])('with %s is refused', async (_name, changes, parameter) => {
		expect((await post(bulk(changes))).status).toBe(400);
		expect(lastViolations(sandbox).join()).toContain(`"${parameter}"`);
	});

	test('takes 5,000 recipients and not one more', async () => {
		const recipients = Array.from({ length: 5000 }, () => recipient());
		expect((await post(bulk({ recipients }))).status).toBe(202);
		expect((await post(bulk({ recipients: [...recipients, recipient()] }))).status).toBe(400);
	});

	test('from a campaign that is not active is refused in text/plain', async () => {
		const answer = await post(bulk({ campaign_id: 1802 }));
		expect([answer.status, answer.body]).toEqual([422, { message: 'This campaign is not active' }]);
		expect(answer.headers.get('content-type')).toContain('text/plain');
	});
});
