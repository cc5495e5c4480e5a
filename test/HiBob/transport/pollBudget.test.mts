import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { hibobRequest } from '../../../nodes/HiBob/transport/hibobRequest.ts';
import { pollContext } from '../../n8nCore.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';

const NOW = Date.parse('2026-11-25T07:00:00Z');
const SANDBOX = { serviceUser: { id: 'SERVICE-1', token: 'token' }, url: 'http://127.0.0.1:1' };

beforeEach(() => {
	jest.useFakeTimers({ now: NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

/** For how long the requests of a poll wait for a response, one after the other; each response takes ten seconds. */
async function waits(budget: number): Promise<unknown[]> {
	const context = pollContext(triggerNode(SANDBOX));
	const timeouts: unknown[] = [];
	jest.spyOn(context, 'getPollBudgetMs').mockReturnValue(budget);
	jest
		.spyOn(context.helpers, 'httpRequestWithAuthentication')
		.mockImplementation(async (_, { timeout }) => {
			timeouts.push(timeout);
			jest.setSystemTime(Date.now() + 10_000);
			return await Promise.resolve({ statusCode: 200, headers: {}, body: {} });
		});
	for (let request = 0; request < 4; request++) {
		await hibobRequest(context, { method: 'GET', path: '/company/people/fields' });
	}
	return timeouts;
}

test.each([
	['none', Infinity, [120_000, 120_000, 120_000, 120_000]],
	['a long one', 120_001, [120_000, 120_000, 120_000, 120_000]],
	['one as long as a response may take', 120_000, [116_000, 106_000, 96_000, 86_000]],
	['a short one', 30_000, [26_000, 16_000, 6_000, 1]],
])('the responses of a poll share its time limit: %s', async (_, budget, expected) => {
	expect(await waits(budget)).toEqual(expected);
});
