import { setTimeout } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { HiBobServiceUserApi } from '../../../credentials/HiBobServiceUserApi.credentials.ts';
import { HiBobTrigger } from '../../../nodes/HiBob/HiBobTrigger.node.ts';
import { isObject } from '../../../nodes/shared/jsonObject.ts';
import type { JsonObject } from '../../../nodes/shared/jsonObject.ts';
import type { Person } from '../../../sandbox/hibob/people.mts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../../sandbox/hibob/today.mts';
import { PolledTrigger } from '../../n8nCore.mts';
import type { NodeUnderTest } from '../../n8nCore.mts';
import { deferred } from '../../shared/deferred.mts';

/** Requests to HiBob of a run: the dates of everybody, and all about those who are due. */
export const READS_OF_A_RUN = 2;

/** The key of a person’s birthday gift of 2026. */
export const birthdayKey = (person: Person): string => `hibob:${person['root.id']}:birthday:2026`;

/** The reasons on the Skipped output, by key. */
export const skippedIn = (output: INodeExecutionData[][] | null): Map<unknown, unknown> =>
	new Map((output?.[1] ?? []).map(({ json }) => [json.key, json.reason]));

/** Lets n8n believe that it is this instant. */
export const clock = (instant: string): void => {
	jest.spyOn(Date, 'now').mockReturnValue(Date.parse(instant));
};

let count = 0;

/** The trigger with the credential of a sandbox, as a node of which no n8n process knows yet. */
export const triggerNode = (
	{ serviceUser, url }: Pick<HiBobSandbox, 'serviceUser' | 'url'>,
	parameters: IDataObject = {},
): NodeUnderTest => ({
	type: new HiBobTrigger(),
	credentialType: new HiBobServiceUserApi(),
	credential: {
		serviceUserId: serviceUser.id,
		token: serviceUser.token,
		environment: 'custom',
		customUrl: url,
	},
	parameters: {
		events: ['birthday', 'workAnniversary', 'startDate'],
		run: 'onceADay',
		runAt: '07:00',
		timeZone: 'UTC',
		recipientEmail: 'work',
		who: {},
		when: {},
		options: {},
		...parameters,
	},
	settings: { id: `trigger-${String((count += 1))}` },
});

/**
 * Begins something for which HiBob is asked and keeps its answer back, so that the test decides what
 * happens meanwhile, on however slow a machine.
 *
 * @returns once HiBob has been asked; `answer` lets the answer go
 */
export async function whileHiBobIsAsked<T>(
	{ faults, requests }: HiBobSandbox,
	begin: () => Promise<T>,
): Promise<{ result: Promise<T>; answer: () => void }> {
	const { promise: until, resolve: answer } = deferred();
	const asked = requests.length;
	faults.add({ times: 1, fault: { kind: 'held', until } });
	const result = begin();
	while (requests.length === asked) await setTimeout(5);
	return { result, answer };
}

/** A trigger that was just switched on. */
export async function published(
	hibob: HiBobSandbox,
	parameters: IDataObject = {},
): Promise<PolledTrigger> {
	const polled = new PolledTrigger(triggerNode(hibob, parameters));
	await polled.activate('activate');
	return polled;
}

export const keys = (output: INodeExecutionData[][] | null, index = 0): unknown[] =>
	(output?.[index] ?? []).map(({ json }) => json.key);

/** The searches for people that requests to HiBob are; fails the test when one is none. */
export const searchesIn = (
	requests: HiBobSandbox['requests'],
): { fields: string[]; ids: string[] | null; labels: boolean }[] =>
	requests.map(({ body }) => {
		if (!isObject(body) || !Array.isArray(body.fields)) throw new Error('no search');
		const filters: unknown[] = Array.isArray(body.filters) ? body.filters : [];
		const [filter] = filters;
		return {
			fields: body.fields.map(String),
			ids: isObject(filter) && Array.isArray(filter.values) ? filter.values.map(String) : null,
			labels: body.humanReadable === 'APPEND',
		};
	});

/** What a run says of itself, on the last output. */
export function runIn(output: INodeExecutionData[][] | null): JsonObject {
	const run = output?.at(-1)?.[0]?.json.run;
	return isObject(run) ? run : {};
}

/** The due day of each item. */
export const dueDates = (output: INodeExecutionData[][] | null): string[] =>
	(output?.[0] ?? []).map(({ json: { occasion } }) => {
		if (isObject(occasion) && typeof occasion.dueDate === 'string') return occasion.dueDate;
		throw new Error('an item has no due date');
	});

/** The keys for a day as the sandbox itself judges, with or without gift. */
export const expectedOn = (hibob: HiBobSandbox, date: string, gift: boolean): string[] =>
	whoMattersOn(date, hibob.people)
		.filter((row) => row.gift === gift)
		.map(({ person, occasion }) => `hibob:${person['root.id']}:${occasion}:${date.slice(0, 4)}`)
		.sort();

/**
 * The same without those of people who had left by a later day, on which they are judged, and without
 * first days: whether a starter has become active by then is HiBob’s to say.
 */
export const stillOwedOn = (hibob: HiBobSandbox, date: string, judgedOn: string): string[] => {
	const left = hibob.people.filter((person) => {
		const leaves = person['internal.terminationDate'];
		return typeof leaves === 'string' && leaves < judgedOn;
	});
	return expectedOn(hibob, date, true).filter(
		(key) =>
			!key.includes(':startDate:') &&
			!left.some((person) => key.includes(`:${person['root.id']}:`)),
	);
};
