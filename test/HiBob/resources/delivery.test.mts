import { describe, expect, test } from '@jest/globals';
import { deliveryOf } from '../../../nodes/HiBob/resources/trigger/delivery.ts';

const OWN = 'n8n-nodes-hibob-reachdesk.reachdesk';
const node = (type: string, parameters: Record<string, string> = {}, disabled = false) => ({
	name: 'Node',
	type,
	typeVersion: 1,
	disabled,
	parameters,
});
const slack = node('n8n-nodes-base.slack');
const chosen = (delivery?: string) => ({
	getNodeParameter: (_name: string, preset: unknown) => delivery ?? preset,
	getTimezone: () => 'UTC',
});

describe('Delivery Automatic', () => {
	test.each([
		['nothing', [], 'once'],
		['messages', [slack], 'once'],
		['Send Gift with all its defaults', [node(OWN)], 'repeat'],
		['Send Gift behind messages', [slack, node(OWN, { operation: 'send' })], 'repeat'],
		['Send Many Gifts', [node(OWN, { resource: 'gift', operation: 'sendMany' })], 'repeat'],
		['Send Gift of a package of its own', [node('n8n-nodes-reachdesk.reachdesk')], 'repeat'],
		['Send Gift that is deactivated', [node(OWN, {}, true)], 'once'],
		['a look-up of gifts', [node(OWN, { operation: 'getAll' })], 'once'],
		['another resource of Reachdesk', [node(OWN, { resource: 'contact' })], 'once'],
		['a sub-workflow, which may send gifts', [node('n8n-nodes-base.executeWorkflow')], 'repeat'],
	])('with %s behind the trigger', (_name, followers, delivery) => {
		expect(deliveryOf(chosen(), followers)).toEqual({
			delivery,
			offersOnceADay: delivery === 'repeat',
		});
	});
});

test.each(['once', 'repeat'])('%s is kept whatever follows', (delivery) => {
	expect(deliveryOf(chosen(delivery), [slack])).toEqual({ delivery, offersOnceADay: false });
	expect(deliveryOf(chosen(delivery), [node(OWN)])).toEqual({ delivery, offersOnceADay: false });
});
