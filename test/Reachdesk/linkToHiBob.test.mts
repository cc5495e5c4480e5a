import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { Reachdesk } from '../../nodes/Reachdesk/Reachdesk.node.ts';
import { LINKS_ON_REQUEST } from '../../nodes/Reachdesk/resources/gift/giftFieldProperties.ts';
import { NAMES_PEOPLE_SINCE } from '../../nodes/Reachdesk/resources/gift/results.ts';
import { TOOL_OUTPUT_SINCE } from '../../nodes/Reachdesk/resources/outputProperties.ts';
import { isObject } from '../../nodes/shared/jsonObject.ts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { documentedVariants } from '../../sandbox/reachdesk/variants.mts';
import { giftNode } from '../hostile/reachdeskNode.mts';
import { execute, processedData } from '../n8nCore.mts';
import { judgedToday } from './judgedToday.mts';

/** Whether Reachdesk is told who somebody is in HiBob, by the version of the node and its option. */

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
	reachdesk.faults.clear();
	Object.assign(reachdesk.variants, documentedVariants(), { bulkDelayMilliseconds: 0 });
});

const birthday = (person: number, changes: IDataObject = {}): IDataObject => ({
	key: `hibob:${String(person)}:birthday:2026`,
	judged: judgedToday(),
	employee: {
		id: String(person),
		email: `person.${String(person)}@example.com`,
		firstName: 'Ada',
		lastName: 'Lovelace',
		...changes,
	},
});

type Operation = 'send' | 'sendMany';

/** A node of a version that sends one by one or together, its option turned on, off or absent. */
function node(operation: Operation, typeVersion: number, linkToHiBob?: unknown, more = {}) {
	const fields = linkToHiBob === undefined ? {} : { linkToHiBob };
	const parameters =
		operation === 'send' ? { giftFields: fields } : { bulkFields: fields, bulkSafety: {} };
	return giftNode(reachdesk, { operation, ...parameters, ...more }, { typeVersion });
}

const LINK = {
	provider: 'hibob',
	provider_contact_type: 'employee',
	provider_contact_id: '1',
};

/** What was said of the recipient in the last request that makes gifts, as far as it is a link. */
function linkSent(): IDataObject {
	const body = reachdesk.requests.findLast(({ method }) => method === 'POST')?.body;
	const { recipient, recipients }: Record<string, unknown> = isObject(body) ? body : {};
	const one: unknown = Array.isArray(recipients) ? recipients[0] : recipient;
	if (!isObject(one)) throw new Error('No gift was asked for');
	return Object.fromEntries(
		Object.entries(one).filter(
			(entry): entry is [string, string] =>
				entry[0].startsWith('provider') && typeof entry[1] === 'string',
		),
	);
}

it('is off in a node that is added from now on', () => {
	const { version, defaultVersion } = new Reachdesk().description;
	expect(version).toEqual([1, LINKS_ON_REQUEST, TOOL_OUTPUT_SINCE, NAMES_PEOPLE_SINCE]);
	expect(defaultVersion).toBeGreaterThanOrEqual(LINKS_ON_REQUEST);
});

describe.each(['send', 'sendMany'] as const)('%s', (operation) => {
	it.each([
		['a node of version 1', 1, undefined, LINK],
		['a node of version 1 in which it is turned off', 1, false, {}],
		['a node of version 1.1', 1.1, undefined, {}],
		['a node of version 1.1 in which it is turned on', 1.1, true, LINK],
		['a node of version 1.1 in which an expression turns it on', 1.1, 'true', LINK],
	])('by %s', async (_name, version, option, link) => {
		const { output } = await execute(node(operation, version, option), [birthday(1)]);
		expect(output.map(({ json }) => json.outcome)).toEqual(['sent']);
		expect(linkSent()).toEqual(link);
	});

	it('links nobody who is defined by hand', async () => {
		const below = {
			recipientSource: 'defineBelow',
			giftKey: 'welcome:1',
			firstName: 'Grace',
			email: 'grace@example.com',
		};
		await execute(node(operation, 1.1, true, below), [{}]);
		expect(linkSent()).toEqual({});
	});

	it.each([
		[1, 1.1],
		[1.1, 1],
	])('of version %d knows the gift that version %d sends again', async (first, second) => {
		await execute(node(operation, first), [birthday(1)]);
		const { output } = await execute(node(operation, second), [birthday(1)]);
		expect(output.map(({ json }) => [json.outcome, json.knownBy])).toEqual([
			['alreadySent', 'key'],
		]);
		expect(reachdesk.sends).toHaveLength(1);
	});

	it('tells two people with one address apart without the link', async () => {
		const shared = { email: 'family@example.com' };
		const { output } = await execute(node(operation, 1.1), [
			birthday(1, shared),
			birthday(2, shared),
		]);
		expect(output.map(({ json }) => json.outcome)).toEqual(['sent', 'unconfirmed']);
		expect(output[1]?.json.explanation).toContain('Employees 2 and 1 have the same email address');
	});

	it('names the gift in an error without the link, by its key alone', async () => {
		const fault = { kind: 'status', when: 'before', status: 422 } as const;
		reachdesk.faults.add({ method: 'POST', fault });
		await expect(execute(node(operation, 1.1), [birthday(1), birthday(2)])).rejects.toThrow(
			'The first, hibob:1:birthday:2026: ',
		);
	});

	it('names the person in the description of an error, which n8n does not log', async () => {
		const fault = { kind: 'status', when: 'before', status: 422 } as const;
		reachdesk.faults.add({ method: 'POST', fault });
		const person = 'Ada Lovelace (hibob:1:birthday:2026)';
		const one = execute(node(operation, 1.1), [birthday(1)]);
		await expect(one).rejects.toMatchObject({
			message: expect.not.stringContaining('Ada'),
			description: expect.stringContaining(`This gift is for ${person}. Check that`),
		});
		const two = execute(node(operation, 1.1), [birthday(1), birthday(2)]);
		await expect(two).rejects.toMatchObject({
			message: expect.not.stringContaining('Ada'),
			description: expect.stringMatching(
				/^The first is for Ada Lovelace \(hibob:1:birthday:2026\)\..* Not sent: item 1, Ada Lovelace .*; item 2, Ada Lovelace \(hibob:2/,
			),
		});
	});

	it.each([
		[TOOL_OUTPUT_SINCE, 'hibob:1:birthday:2026: Reachdesk refused the gift'],
		[NAMES_PEOPLE_SINCE, 'Ada Lovelace (hibob:1:birthday:2026): Reachdesk refused the gift'],
	])('of version %s begins the item of an error with "%s"', async (version, text) => {
		const fault = { kind: 'status', when: 'before', status: 422 } as const;
		reachdesk.faults.add({ method: 'POST', fault });
		const goesOn = node(operation, version, undefined, {});
		const settings = { ...goesOn.settings, onError: 'continueErrorOutput' as const };
		const { output } = await execute({ ...goesOn, settings }, [birthday(1)]);
		expect(output[0]?.json.error).toMatch(new RegExp(`^${text.replace(/[()]/g, '\\$&')}`));
	});

	it('is refused where HiBob must be linked and is not, and says what to check', async () => {
		reachdesk.variants.unlinkedHiBob = 'refused';
		await expect(execute(node(operation, 1), [birthday(1)])).rejects.toMatchObject({
			message: expect.stringContaining('The integration hibob is not connected'),
			description: expect.stringContaining(
				"If 'Link to HiBob in Reachdesk' is on, check that HiBob is connected there",
			),
		});
		expect(reachdesk.sends).toEqual([]);
		const { output } = await execute(node(operation, 1.1), [birthday(1)]);
		expect(output.map(({ json }) => json.outcome)).toEqual(['sent']);
	});
});
