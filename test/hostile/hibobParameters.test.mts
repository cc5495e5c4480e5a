import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { HiBobTrigger } from '../../nodes/HiBob/HiBobTrigger.node.ts';
import { stringOf } from '../../nodes/shared/parameterValue.ts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import type { MatteringPerson } from '../../sandbox/hibob/today.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { clock, triggerNode } from '../HiBob/resources/publishedTrigger.mts';
import { PolledTrigger, savedAs } from '../n8nCore.mts';
import { HTTP_RUNS } from './httpRuns.mts';
import {
	asParameters,
	HOSTILE_PARAMETERS,
	isUnderstood,
	namesOf,
	panelCollections,
	panelFields,
	ROUNDED_IDS,
	sameAsText,
} from './parameters.mts';
import { expectPlainError } from './plainWords.mts';

/** Every field of the trigger's panel, filled in by someone who means ill or by a wrong expression. */

const { properties } = new HiBobTrigger().description;
// a field with another default in newer versions of the node is there twice
const fields = panelFields(
	properties.filter(
		({ name }, index) => properties.findIndex((other) => other.name === name) === index,
	),
);

/** people whose day it is, and who must get nothing */
const ineligibleIds = new Set<string>();
let hibob: HiBobSandbox;

beforeAll(async () => {
	hibob = await startHiBob({ today: '2026-11-23', rateLimitPerMinute: 10_000_000 });
	const mattering = whoMattersOn('2026-11-23', hibob.people);
	const some = (kind: (row: MatteringPerson) => boolean) =>
		mattering
			.filter(kind)
			.map(({ person }) => person)
			.slice(0, 5);
	const ineligible = some(({ gift, reason }) => !gift && reason !== 'noEmail');
	for (const { 'root.id': id } of ineligible) ineligibleIds.add(id);
	hibob.people.splice(0, hibob.people.length, ...some(({ gift }) => gift), ...ineligible);
});
afterAll(async () => {
	await hibob.stop();
});
afterEach(() => {
	jest.restoreAllMocks();
});

/** Publishes with these parameters and lets the run time come. @returns whom a gift came out for */
async function giftsWith(
	parameters: IDataObject,
): Promise<{ gifts: string[] } | { error: unknown }> {
	clock('2026-11-23T06:30:00Z');
	const polled = new PolledTrigger(triggerNode(hibob, parameters));
	try {
		await polled.activate('activate');
	} catch (error) {
		expect(savedAs(polled.state)).toEqual({});
		return { error };
	}
	clock('2026-11-23T07:00:31Z');
	const [gifts = []] = (await polled.heartbeat()) ?? [];
	return { gifts: gifts.map(({ json }) => stringOf(json.key).split(':')[1] ?? '') };
}

/** An empty list of rules is a choice that a user can make in the panel. */
const switchesRulesOff = ({ name }: INodeProperties, value: unknown): boolean =>
	name === 'leaveOut' &&
	[[], '={{ [] }}'].some((empty) => JSON.stringify(value) === JSON.stringify(empty));

/** What a person notes beside a date, which no rule reads. */
const isNote = ({ name }: INodeProperties): boolean => name === 'name';

test('the walk finds the fields of the panel', () => {
	const names = fields.map(({ labels }) => labels.join(' > '));
	expect(names).toEqual(
		expect.arrayContaining(['Trigger On', 'Who > Except People', 'Custom Dates > Date > Repeat']),
	);
	expect(new Set(names).size).toBe(names.length);
});

describe('a hostile value', () => {
	test.each(fields.map((field) => [field.labels.join(' > '), field] as const))(
		'of %s is refused by name, or does no harm',
		async (_, { property, labels, filledIn }) => {
			const accepted: unknown[] = [];
			const unnamed: unknown[] = [];
			const wrong: unknown[] = [];
			for (const value of HOSTILE_PARAMETERS) {
				const result = await giftsWith(filledIn({}, value));
				if ('gifts' in result) {
					const { gifts } = result;
					if (gifts.length > 0 && !isNote(property) && !isUnderstood(property, value)) {
						accepted.push(value);
					}
					if (gifts.some((id) => ineligibleIds.has(id)) && !switchesRulesOff(property, value)) {
						wrong.push(value);
					}
					continue;
				}
				const { message, remedy } = expectPlainError(result.error);
				// what HiBob does not know is named as HiBob does
				const names = [...namesOf(labels), 'HiBob did not return'];
				if (!names.some((name) => `${message} ${remedy}`.includes(name))) {
					unnamed.push([value, message]);
				}
			}
			expect({ accepted, unnamed, wrong }).toEqual({ accepted: [], unnamed: [], wrong: [] });
		},
	);

	test.each(
		fields
			.filter(({ property }) => sameAsText(property).length > 0)
			.map((field) => [field.labels.join(' > '), field] as const),
	)('of %s is read in the same way when it comes as text', async (_, { property, filledIn }) => {
		const outcomeOf = async (value: unknown) => {
			const result = await giftsWith(filledIn({}, value));
			if ('gifts' in result) return result.gifts;
			return expectPlainError(result.error).message.replace(/"[^"]*"$/, '');
		};
		for (const [value, texts] of sameAsText(property)) {
			const expected = await outcomeOf(value);
			for (const text of texts) expect([text, await outcomeOf(text)]).toEqual([text, expected]);
		}
	});

	test.each(
		fields
			.filter(
				({ property, labels }) => property.name !== 'leaveOut' && (labels[0] ?? '').includes('Who'),
			)
			.filter(({ property }) => /IDs|Except People|Employee ID/.test(property.displayName))
			.map((field) => [field.labels.join(' > '), field] as const),
	)('of %s that was rounded is refused by name', async (_, { labels, filledIn }) => {
		for (const value of ROUNDED_IDS) {
			const result = await giftsWith(filledIn({}, value));
			expect([value, result]).toEqual([value, { error: expect.anything() }]);
			if (!('error' in result)) continue;
			const { message } = expectPlainError(result.error);
			expect(message).toContain('rounded');
			expect(namesOf(labels).some((name) => message.includes(name))).toBe(true);
		}
	});

	test.each(panelCollections(properties).map(({ name, displayName }) => [displayName, name]))(
		'in place of %s is refused, or does no harm',
		async (_, name) => {
			for (const value of HOSTILE_PARAMETERS) {
				const result = await giftsWith(asParameters({ [name]: value }));
				if ('error' in result) expectPlainError(result.error);
			}
		},
	);
});

describe('several hostile values at once', () => {
	test('are refused in plain words, or do no harm', async () => {
		const anyValue = fc.oneof(
			fc.constantFrom(...HOSTILE_PARAMETERS),
			fc.jsonValue({ maxDepth: 3 }),
			fc.string().map((text) => `={{ ${JSON.stringify(text)} }}`),
		);
		const anyFilling = fc.array(fc.tuple(fc.constantFrom(...fields), anyValue), {
			minLength: 2,
			maxLength: 5,
		});
		await fc.assert(
			fc.asyncProperty(anyFilling, async (fillings) => {
				const parameters = fillings.reduce<IDataObject>(
					(filled, [{ filledIn }, value]) => filledIn(filled, value),
					{},
				);
				const result = await giftsWith(parameters);
				if ('error' in result) expectPlainError(result.error);
			}),
			HTTP_RUNS,
		);
	});
});
