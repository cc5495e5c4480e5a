import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, NodeParameterValue } from 'n8n-workflow';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { giftNode } from '../hostile/reachdeskNode.mts';
import { execute, processedData } from '../n8nCore.mts';
import type { NodeUnderTest } from '../n8nCore.mts';
import { judgedToday } from './judgedToday.mts';

// "Sending" in the credential: the one switch that stops all gifts.

let reachdesk: ReachdeskSandbox;

beforeAll(async () => {
	reachdesk = await startReachdesk();
});
afterAll(async () => {
	const violations = reachdesk.requests.flatMap((request) => request.violations);
	await reachdesk.stop();
	expect(violations).toEqual([]);
});
beforeEach(() => {
	processedData.entries.clear();
	reachdesk.sends.length = 0;
	reachdesk.requests.length = 0;
	Object.assign(reachdesk.variants, { bulkDelayMilliseconds: 0 });
});

const MANY = { operation: 'sendMany', bulkFields: {}, bulkSafety: {} };

/** The node with a switch; without one as a credential from before has none. */
function node(sending: NodeParameterValue, parameters: IDataObject = {}): NodeUnderTest {
	const made = giftNode(reachdesk, parameters, { id: 'the same node' });
	return sending === undefined
		? made
		: { ...made, credential: { ...made.credential, sending: sending } };
}

const gift = (person: number): IDataObject => ({
	key: `hibob:${String(person)}:birthday:2026`,
	judged: judgedToday(),
	occasion: { type: 'birthday', date: '2026-11-23', dueDate: '2026-11-23', years: null },
	employee: {
		id: String(person),
		email: `person.${String(person)}@example.com`,
		firstName: 'Ada',
		lastName: 'Lovelace',
	},
});

const outcomesOf = async (under: NodeUnderTest, people: readonly number[]): Promise<unknown[]> =>
	(await execute(under, people.map(gift))).output.map(({ json }) => json.outcome);

const posts = () => reachdesk.requests.filter(({ method }) => method === 'POST').length;

describe.each([
	['Send', {}],
	['Send Many', MANY],
])('%s with a credential that is paused', (_, parameters) => {
	it.each([['paused'], ['off'], [''], [null], [true]])(
		'sends nothing when the switch is %j, and says what to do',
		async (sending) => {
			const { output } = await execute(node(sending, parameters), [gift(1), gift(2)]);
			for (const { json } of output) {
				expect(json).toMatchObject({
					outcome: 'paused',
					explanation: expect.stringContaining('Set it to On'),
					gift: null,
					employee: { id: expect.any(String) },
				});
			}
			expect(output).toHaveLength(2);
			expect(posts()).toBe(0);
		},
	);

	it('sends each gift once when it is on again, though it was held before', async () => {
		expect(await outcomesOf(node('on', parameters), [1])).toEqual(['sent']);
		expect(await outcomesOf(node('paused', parameters), [1, 2])).toEqual(['alreadySent', 'paused']);
		expect(await outcomesOf(node('on', parameters), [1, 2])).toEqual(['alreadySent', 'sent']);
		expect(reachdesk.sends.map(({ email }) => email)).toEqual([
			'person.1@example.com',
			'person.2@example.com',
		]);
	});

	it('holds more than the maximum per run, too, instead of failing', async () => {
		const limited = { ...parameters, safety: { maximumGifts: 1 }, bulkSafety: { maximumGifts: 1 } };
		expect(await outcomesOf(node('paused', limited), [1, 2])).toEqual(['paused', 'paused']);
	});

	it('sends with a credential from before, which has no switch', async () => {
		expect(await outcomesOf(node(undefined, parameters), [1])).toEqual(['sent']);
	});
});

describe('a switch that is set to Paused while a run is under way', () => {
	it('holds what has not been sent yet', async () => {
		const under = node('on');
		const credential: Record<string, unknown> = under.credential;
		processedData.beforeWrite = () => {
			if (reachdesk.sends.length === 2) credential.sending = 'paused';
		};
		expect(await outcomesOf(under, [1, 2, 3, 4])).toEqual(['sent', 'sent', 'paused', 'paused']);
		processedData.beforeWrite = () => undefined;
		expect(await outcomesOf(node('on'), [1, 2, 3, 4])).toEqual([
			'alreadySent',
			'alreadySent',
			'sent',
			'sent',
		]);
		expect(reachdesk.sends).toHaveLength(4);
	});

	it('holds the requests of Send Many that have not gone out yet', async () => {
		const under = node('on', { ...MANY, bulkSafety: { giftsPerRequest: 2 } });
		const credential: Record<string, unknown> = under.credential;
		processedData.beforeWrite = () => {
			if (reachdesk.sends.length === 2) credential.sending = 'paused';
		};
		expect(await outcomesOf(under, [1, 2, 3, 4])).toEqual(['sent', 'sent', 'paused', 'paused']);
		processedData.beforeWrite = () => undefined;
		expect(reachdesk.sends).toHaveLength(2);
	});
});
