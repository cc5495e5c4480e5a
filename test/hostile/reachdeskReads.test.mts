import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { Reachdesk } from '../../nodes/Reachdesk/Reachdesk.node.ts';
import { OPERATIONS } from '../../nodes/Reachdesk/resources/operations.ts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { execute } from '../n8nCore.mts';
import { HOSTILE_PARAMETERS, namesOf, panelFields, propertiesOf } from './parameters.mts';
import { expectPlainError } from './plainWords.mts';
import { giftNode } from './reachdeskNode.mts';

/** Every field of every operation beside Send, filled in by a wrong expression. */

let reachdesk: ReachdeskSandbox;

beforeAll(async () => {
	reachdesk = await startReachdesk();
	for (const email of ['ada@example.com', 'grace@example.com']) {
		reachdesk.addPastSend({ email, campaignId: 1501, createdAt: '2026-11-20T10:00:00.000Z' });
	}
});
afterAll(async () => {
	await reachdesk.stop();
	// nothing that is refused here reaches Reachdesk, and nobody is erased
	expect(reachdesk.requests.flatMap(({ violations }) => violations)).toEqual([]);
	expect(JSON.stringify(reachdesk.requests)).not.toContain('erase_subject');
});

const FILLED_IN: IDataObject = {
	giftId: '70001',
	gdprRequestId: '1',
	subjectEmail: 'ada@example.com',
	campaigns: '1501',
	sender: 'gifts@example.com',
};

const fields = Object.entries(OPERATIONS).flatMap(([resource, operations]) =>
	Object.keys(operations).flatMap((operation) =>
		panelFields(propertiesOf(new Reachdesk().description.properties, resource, operation))
			.filter(({ property }) => !['resource', 'operation'].includes(property.name))
			.map((field) => ({ ...field, resource, operation })),
	),
);

test('the walk finds the fields of the operations', () => {
	expect(fields.map(({ resource, labels }) => [resource, ...labels].join(' > '))).toEqual(
		expect.arrayContaining([
			'gdprRequest > Confirm Erasure',
			'gift > Filters > Recipient Email',
			'setup > Number of Gifts > Campaign > Gifts',
			'transaction > Filters > Team IDs',
		]),
	);
});

test.each(
	fields.map(
		(field) => [`${field.resource}: ${field.operation}`, field.labels.join(' > '), field] as const,
	),
)('%s: a hostile "%s" is refused by name, or does no harm', async (_, __, field) => {
	const { resource, operation, labels, filledIn } = field;
	const unnamed: unknown[] = [];
	for (const value of HOSTILE_PARAMETERS) {
		const parameters = { ...FILLED_IN, resource, operation, ...filledIn({}, value) };
		try {
			await execute(giftNode(reachdesk, parameters), [{}]);
		} catch (error) {
			const { message, remedy } = expectPlainError(error);
			// what Reachdesk does not know, or finds too long, is refused by Reachdesk
			const names = [...namesOf(labels), '(404)', '(431)', 'GDPR'];
			if (!names.some((name) => `${message} ${remedy}`.includes(name))) {
				unnamed.push([value, message]);
			}
		}
	}
	expect(unnamed).toEqual([]);
});

describe('an operation', () => {
	test.each(['resource', 'operation'])('that is none is refused by its %s', async (name) => {
		for (const value of HOSTILE_PARAMETERS) {
			const parameters = Object.assign<IDataObject, object>(
				{ resource: 'contact', operation: 'getAll' },
				{ [name]: value },
			);
			await execute(giftNode(reachdesk, parameters), [{}]).catch(expectPlainError);
		}
	});
});
