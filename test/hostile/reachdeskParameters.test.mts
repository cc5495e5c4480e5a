import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	jest,
	test,
} from '@jest/globals';
import fc from 'fast-check';
import { LoggerProxy } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { Reachdesk } from '../../nodes/Reachdesk/Reachdesk.node.ts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { execute, processedData } from '../n8nCore.mts';
import { HTTP_RUNS } from './httpRuns.mts';
import {
	asParameters,
	HOSTILE_PARAMETERS,
	isUnderstood,
	namesOf,
	panelCollections,
	panelFields,
	propertiesOf,
	ROUNDED_IDS,
	sameAsText,
} from './parameters.mts';
import { expectPlainError, expectPlainWords } from './plainWords.mts';
import { judgedToday } from '../Reachdesk/judgedToday.mts';
import { giftNode } from './reachdeskNode.mts';

/** Every field of the two ways to send, filled in by someone who means ill or by a wrong expression. */

const OPERATIONS = ['send', 'sendMany'];
const propertiesFor = (operation: string) =>
	propertiesOf(new Reachdesk().description.properties, 'gift', operation);
const fieldsFor = (operation: string) => panelFields(propertiesFor(operation));

/** What somebody may not have, such as a phone: an expression that gives nothing leaves it out. */
const MAY_BE_MISSING =
	/^(Occasion Key|Last Name|Recipient Fields > .*|Gift Fields > (\w+ Note|Packaging Notes|Source))$/;
const GIVES_NOTHING: readonly unknown[] = [
	'={{ null }}',
	'={{ undefined }}',
	'={{ $vars.thereIsNoSuchVariable }}',
];

let reachdesk: ReachdeskSandbox;

beforeAll(async () => {
	reachdesk = await startReachdesk();
	reachdesk.variants.bulkDelayMilliseconds = 0;
});
afterAll(async () => {
	await reachdesk.stop();
});
beforeEach(() => {
	forget();
	// n8n logs what it makes of a campaign's URL that is no text
	jest.spyOn(LoggerProxy, 'error').mockReturnValue();
});
afterEach(() => {
	jest.restoreAllMocks();
});

function forget(): void {
	processedData.entries.clear();
	reachdesk.sends.length = 0;
	reachdesk.requests.length = 0;
}

const BIRTHDAY = {
	key: 'hibob:1:birthday:2026',
	judged: judgedToday(),
	employee: { id: '1', email: 'person.1@example.com', firstName: 'Ada', lastName: 'Lovelace' },
};

const RECIPIENT = {
	giftKey: 'welcome:1',
	firstName: 'Grace',
	lastName: 'Hopper',
	email: 'grace@example.com',
};

const withoutQuotes = (text: string): string => text.replace(/"[^"]*"$/, '');

/** Executes the node on one item. @returns how many gifts were made */
async function giftsWith(
	operation: string,
	parameters: IDataObject,
): Promise<{ gifts: number } | { error: unknown }> {
	forget();
	try {
		const { output } = await execute(
			giftNode(reachdesk, { operation, ...RECIPIENT, ...parameters }),
			[BIRTHDAY],
		);
		expect(output).toHaveLength(1);
		for (const { json } of output) expectPlainWords(json.explanation);
		return { gifts: reachdesk.sends.length };
	} catch (error) {
		expect(reachdesk.sends).toEqual([]);
		return { error };
	}
}

test('the walk finds the fields of the panel', () => {
	const namesFor = (operation: string) =>
		fieldsFor(operation).map(({ labels }) => labels.join(' > '));
	const inBoth = [
		'Campaign > By URL',
		'Email',
		'Gift Fields > Team Name',
		'Safety > Look Back (Days)',
	];
	const [single, bulk] = [namesFor('send'), namesFor('sendMany')];
	expect(single).toEqual(
		expect.arrayContaining([...inBoth, 'Gift Fields > Bundle Items > Item > SKU', 'Approval']),
	);
	expect(bulk).toEqual(expect.arrayContaining([...inBoth, 'Safety > Gifts per Request']));
	expect(bulk.filter((name) => /Approval|Items|Source|Send Method|Wallet ID/.test(name))).toEqual(
		[],
	);
	for (const names of [single, bulk]) expect(new Set(names).size).toBe(names.length);
});

describe.each(OPERATIONS)('with %s, a hostile value', (operation) => {
	const properties = propertiesFor(operation);
	const fields = fieldsFor(operation);

	test.each(fields.map((field) => [field.labels.join(' > '), field] as const))(
		'of %s is refused by name, or does no harm',
		async (_, { property, labels, filledIn }) => {
			const accepted: unknown[] = [];
			const unnamed: unknown[] = [];
			for (const value of HOSTILE_PARAMETERS) {
				const mayBeMissing = MAY_BE_MISSING.test(labels.join(' > '));
				const result = await giftsWith(operation, filledIn({}, value));
				if ('gifts' in result) {
					if (mayBeMissing && GIVES_NOTHING.includes(value)) continue;
					if (result.gifts > 0 && !isUnderstood(property, value)) accepted.push(value);
					continue;
				}
				const { message, remedy } = expectPlainError(result.error);
				// what the sandbox refuses is explained by Reachdesk
				const names = [...namesOf(labels), 'Reachdesk refused the gift'];
				if (!names.some((name) => `${message} ${remedy}`.includes(name))) {
					unnamed.push([value, message]);
				}
			}
			expect({ accepted, unnamed }).toEqual({ accepted: [], unnamed: [] });
		},
	);

	test.each(
		fields
			.filter(({ property }) => sameAsText(property).length > 0)
			.map((field) => [field.labels.join(' > '), field] as const),
	)('of %s is read in the same way when it comes as text', async (_, { property, filledIn }) => {
		const outcomeOf = async (value: unknown) => {
			const result = await giftsWith(operation, filledIn({}, value));
			if ('gifts' in result) {
				// how often a bulk send is looked for depends on the time it takes
				const asked = reachdesk.requests.map(({ method, url, body }) =>
					JSON.stringify([method, url, body]),
				);
				return [...new Set(asked)];
			}
			return withoutQuotes(expectPlainError(result.error).message);
		};
		for (const [value, texts] of sameAsText(property)) {
			const expected = await outcomeOf(value);
			for (const text of texts) {
				const outcome = await outcomeOf(text);
				// only a person may set a permission, and an expression is none
				if (String(outcome).includes('counts only when a person sets it')) continue;
				expect([text, outcome]).toEqual([text, expected]);
			}
		}
	});

	test.each(
		fields
			.filter(({ labels }) => /Key|ID|SKU/.test(labels.at(-1) ?? ''))
			.map((field) => [field.labels.join(' > '), field] as const),
	)('of %s that was rounded is refused by name', async (_, { labels, filledIn }) => {
		for (const value of ROUNDED_IDS) {
			const parameters = filledIn({ recipientSource: 'defineBelow' }, value);
			const result = await giftsWith(operation, parameters);
			expect([value, result]).toEqual([value, { error: expect.anything() }]);
			if (!('error' in result)) continue;
			const { message } = expectPlainError(result.error);
			expect(namesOf(labels).some((name) => message.includes(name))).toBe(true);
		}
	});

	test.each(panelCollections(properties).map(({ name, displayName }) => [displayName, name]))(
		'in place of %s is refused, or does no harm',
		async (_, name) => {
			for (const value of HOSTILE_PARAMETERS) {
				const result = await giftsWith(operation, asParameters({ [name]: value }));
				if ('error' in result) expectPlainError(result.error);
			}
		},
	);
});

describe.each(OPERATIONS)('with %s, several hostile values at once', (operation) => {
	const fields = fieldsFor(operation);

	test('are refused in plain words, or give at most one gift', async () => {
		const anyFilling = fc.array(
			fc.tuple(
				fc.constantFrom(...fields),
				fc.oneof(fc.constantFrom(...HOSTILE_PARAMETERS), fc.jsonValue({ maxDepth: 3 })),
			),
			{ minLength: 2, maxLength: 5 },
		);
		await fc.assert(
			fc.asyncProperty(anyFilling, async (fillings) => {
				const parameters = fillings.reduce<IDataObject>(
					(filled, [{ filledIn }, value]) => filledIn(filled, value),
					{},
				);
				const result = await giftsWith(operation, parameters);
				if ('error' in result) expectPlainError(result.error);
				else expect(result.gifts).toBeLessThanOrEqual(1);
			}),
			HTTP_RUNS,
		);
	});
});

describe('a hostile item', () => {
	test('in place of an employee is refused in plain words, or gives at most one gift', async () => {
		const anyItem = fc.oneof(
			fc.dictionary(fc.constantFrom('key', 'employee', '__proto__', 'json'), fc.jsonValue()),
			fc
				.tuple(
					fc.constantFrom('id', 'email', 'firstName', 'lastName', 'address', 'phone', 'title'),
					fc.oneof(fc.constantFrom(...HOSTILE_PARAMETERS), fc.jsonValue()),
				)
				.map(([name, value]) => ({
					...BIRTHDAY,
					employee: { ...BIRTHDAY.employee, [name]: value },
				})),
		);
		await fc.assert(
			fc.asyncProperty(anyItem, async (item) => {
				forget();
				try {
					const { output } = await execute(giftNode(reachdesk), [
						Object.assign<IDataObject, object>({}, item),
					]);
					for (const { json } of output) expectPlainWords(json.explanation);
				} catch (error) {
					expectPlainError(error);
				}
				expect(reachdesk.sends.length).toBeLessThanOrEqual(1);
			}),
			HTTP_RUNS,
		);
	});
});
