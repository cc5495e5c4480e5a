import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';
import { ANY_TIME, timingOf } from '../../../nodes/Reachdesk/gifts/timing.ts';
import { giftTiming } from '../../../nodes/Reachdesk/resources/gift/giftTiming.ts';
import { partial } from '../../shared/partial.mts';

const KEY = 'hibob:1:birthday:2026';
const NOW = Date.parse('2026-11-23T09:00:00Z');
const LOOK_BACK = 365;
const HIBOB_ITEM = {
	key: KEY,
	judged: {
		date: '2026-11-23',
		timeZone: 'UTC',
		preview: false,
		dueDate: '2026-11-23',
		catchUpDays: 7,
		offeredAgain: false,
	},
	occasion: { type: 'birthday', date: '2026-11-23', dueDate: '2026-11-23', years: null },
};
const TRIGGER = { name: 'HiBob "Employees"', type: 'n8n-nodes-hibob-reachdesk.hiBobTrigger' };
const ACTION = { name: 'HiBob', type: 'n8n-nodes-hibob-reachdesk.hiBob' };
const OTHER = { name: 'Edit Fields', type: 'n8n-nodes-base.set' };

const asked: [expression: string, item: number][] = [];
beforeEach(() => {
	asked.length = 0;
	jest.useFakeTimers({ now: NOW });
});
afterEach(() => {
	jest.useRealTimers();
});

/** A gift whose item came through nodes; `answers` is what n8n finds for each. */
function timing(
	json: object | undefined,
	key: string,
	parents: { name: string; type: string }[] = [],
	answers: Record<string, unknown> = {},
) {
	const context = partial<IExecuteFunctions>({
		getInputData: () => (json === undefined ? [] : [{ json: {} }, { json }]),
		getNode: () => ({ name: 'Send Gift' }),
		getParentNodes: (name: string) => (name === 'Send Gift' ? parents : []),
		evaluateExpression: (expression: string, item: number) => {
			asked.push([expression, item]);
			const found = Object.entries(answers).find(([name]) =>
				expression.includes(JSON.stringify(name)),
			);
			if (!found) throw new Error('the node has not run');
			return found[1];
		},
	});
	return giftTiming(context, 1, key, LOOK_BACK);
}
const expected = timingOf(HIBOB_ITEM, NOW, LOOK_BACK);

describe('when a gift may be sent', () => {
	test('says its own item', () => {
		expect(expected).not.toBeNull();
		expect(timing(HIBOB_ITEM, KEY, [TRIGGER])).toEqual(expected);
		expect(timing(HIBOB_ITEM, 'own key')).toEqual(expected);
		expect(asked).toEqual([]);
	});

	test('is at any time for a key that a person chose', () => {
		expect(timing({}, 'welcome-1', [TRIGGER], { [TRIGGER.name]: HIBOB_ITEM })).toBe(ANY_TIME);
		expect(timing({}, 'my hibob:1', [TRIGGER])).toBe(ANY_TIME);
		expect(timing(undefined, 'welcome-1')).toBe(ANY_TIME);
		expect(asked).toEqual([]);
	});

	test.each([TRIGGER, ACTION])('says the item of $name that it comes from', (hibob) => {
		const found = timing({ key: KEY }, KEY, [OTHER, hibob], { [hibob.name]: HIBOB_ITEM });
		expect(found).toEqual(expected);
		expect(asked).toEqual([[`{{ $(${JSON.stringify(hibob.name)}).item.json }}`, 1]]);
	});

	test('says the first node of HiBob that has run', () => {
		const answers = { [ACTION.name]: HIBOB_ITEM };
		expect(timing({}, KEY, [TRIGGER, ACTION], answers)).toEqual(expected);
		expect(asked).toHaveLength(2);
		const other = { [TRIGGER.name]: null, [ACTION.name]: HIBOB_ITEM };
		expect(timing({}, KEY, [TRIGGER, ACTION], other)).toEqual(expected);
	});

	test.each([
		['no node of HiBob', OTHER, { [OTHER.name]: HIBOB_ITEM }],
		['one that has not run', TRIGGER, {}],
		['one whose item says nothing', TRIGGER, { [TRIGGER.name]: { key: KEY } }],
		['one whose item is none', TRIGGER, { [TRIGGER.name]: 'text' }],
	])('is not known with %s before it: it is not sent', (_, parent, answers) => {
		expect(() => timing({ key: KEY }, KEY, [parent], answers)).toThrow(
			expect.objectContaining({
				message: `The item of ${KEY} does not say when the gift is due`,
				remedy:
					'This gift was not sent. Keep "judged" and "occasion" of the HiBob item, also in sub-workflows and Edit Fields',
			}),
		);
	});
});
