import { describe, expect, test } from '@jest/globals';
import type { IRun } from 'n8n-workflow';
import { deliveredKeys, heldLookUp } from '../../../nodes/HiBob/runs/delivered.ts';
import { partial } from '../../shared/partial.mts';

/** An execution whose nodes returned these items. */
const execution = (items: object[], status: IRun['status'] = 'success'): IRun =>
	partial<IRun>({
		status,
		data: {
			resultData: {
				runData: {
					// a node that failed has no data, and an output may have no items
					'A node that failed': [{}],
					'Reachdesk: Send Gift': [{ data: { main: [null, items.map((json) => ({ json }))] } }],
				},
			},
		},
	});

const outcomes = (...names: string[]) => names.map((outcome) => ({ key: outcome, outcome }));
const EVERY_KEY = [
	'sent',
	'pendingReview',
	'link',
	'alreadySent',
	'optedOut',
	'paused',
	'held',
	'overBudget',
	'unconfirmed',
	'notDue',
];

describe('a gift need not be offered again', () => {
	test('when Reachdesk has it, or the person wants none', () => {
		expect(deliveredKeys(execution(outcomes(...EVERY_KEY)), EVERY_KEY)).toEqual([
			'sent',
			'pendingReview',
			'link',
			'alreadySent',
			'optedOut',
		]);
	});

	test('while its execution waits for a person', () => {
		expect(deliveredKeys(execution([], 'waiting'), ['a', 'b'])).toEqual(['a', 'b']);
	});

	test('only if n8n knows how the execution ended', () => {
		expect(deliveredKeys(undefined, ['a'])).toEqual([]);
		expect(deliveredKeys(execution([]), ['a'])).toEqual([]);
	});
});

describe('a person holds a gift', () => {
	test('by pausing, by holding it or by a cap', () => {
		const isHeld = heldLookUp(execution(outcomes(...EVERY_KEY)));
		expect(EVERY_KEY.filter(isHeld)).toEqual(['paused', 'held', 'overBudget']);
	});

	test('only if n8n knows how the execution ended', () => {
		expect(heldLookUp(undefined)('paused')).toBe(false);
	});
});
