import { describe, expect, it } from '@jest/globals';
import { runCodeNode } from './codeNode.mts';

const KEY = 'hibob:1:birthday:2026';
const OVER =
	'There are 2 gifts from this campaign in November 2026, and the cap is 2 per campaign and month. To send it, raise the cap';

/** What Gift by hand says of one gift, on its page and to the Gift Log. */
const happened = (item: Record<string, unknown>) =>
	runCodeNode('gift-by-hand', 'What Happened', {
		now: '2026-11-26T07:00:00Z',
		input: [{ key: KEY, ...item }],
		nodes: {
			Decide: [{ route: 'send', giftKey: KEY, employee_id: '1', name: 'Anna', campaign: '1501' }],
			Asked: [{ by: 'Dana', why: 'A parcel was lost' }],
			'The Form': [{ form: 'form', gift_key: KEY }],
		},
	})[0];

describe('a gift by hand that is over budget', () => {
	it('was not sent: the page says why once, the Gift Log keeps the outcome, and it may be retried', () => {
		const explanation = `Nothing was sent. ${OVER}`;
		expect(happened({ outcome: 'overBudget', explanation })).toEqual({
			result: {
				form: 'form',
				result: `Nothing was sent to \u2068Anna\u2069: it is over budget. ${OVER}.`,
				gift_key: '',
			},
			log: [
				expect.objectContaining({
					key: KEY,
					outcome: 'overBudget',
					explanation: `By hand, Dana: A parcel was lost. ${explanation}`,
				}),
			],
		});
	});
});
