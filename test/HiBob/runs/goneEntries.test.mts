import { expect, test } from '@jest/globals';
import { goneEntries } from '../../../nodes/HiBob/runs/goneEntries.ts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext } from '../../n8nCore.mts';
import { answeringHiBob } from '../answeringHiBob.mts';
import { answerOnce } from '../../sandbox/hibobClient.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';

let hibob: HiBobSandbox;

answeringHiBob((started) => {
	hibob = started;
});

type Chosen = Parameters<typeof goneEntries>[1];

/** What is gone when HiBob’s list has these entries. */
async function goneIn(items: object[], ...chosen: Chosen): Promise<string[]> {
	answerOnce(hibob, { items });
	return await goneEntries(pollContext(triggerNode(hibob)), chosen);
}

const SITES = [
	{ id: 17, value: ' London ' },
	{ id: null, value: 'Paris' },
];

test('an entry is known by its name or ID, in any case', async () => {
	const entries = ['london', 'LONDON', '17', 'Paris'];
	expect(await goneIn(SITES, { label: 'Sites', list: 'site', entries })).toEqual([]);
});

test('a lifecycle status is no site', async () => {
	expect(await goneIn(SITES, { label: 'Sites', list: 'site', entries: ['Employed'] })).toEqual([
		'\'Sites\' has "Employed", which HiBob no longer has',
	]);
});

test('an entry that HiBob no longer has is named with its setting', async () => {
	const chosen = {
		label: 'Sites',
		list: 'site',
		entries: ['London', 'Atlantis', 'null', 'DE'],
	} as const;
	expect(await goneIn(SITES, chosen)).toEqual(
		['Atlantis', 'null', 'DE'].map((entry) => `'Sites' has "${entry}", which HiBob no longer has`),
	);
});

test('a list is read once for all settings that choose from it', async () => {
	const found = await goneIn(
		SITES,
		{ label: 'Sites', list: 'site', entries: ['London'] },
		{ label: 'Site Rules', list: 'site', entries: ['Atlantis'] },
	);
	expect(found).toEqual(['\'Site Rules\' has "Atlantis", which HiBob no longer has']);
	expect(hibob.requests).toHaveLength(1);
});

test('a country is also known by its code or name', async () => {
	const entries = ['DE', 'Germany', 'Elbonia'];
	expect(
		await goneIn([{ id: 1, value: 'Israel' }], { label: 'Countries', list: 'countries', entries }),
	).toEqual(['\'Countries\' has "Elbonia", which HiBob no longer has']);
});

test('a lifecycle status of HiBob’s own is known, whatever the list has', async () => {
	const chosen = {
		label: 'Statuses',
		list: 'lifecycleStatus',
		entries: ['Employed', 'Sabbatical'],
	} as const;
	expect(await goneIn([{ id: 1, value: 'Beschäftigt' }], chosen)).toEqual([
		'\'Statuses\' has "Sabbatical", which HiBob no longer has',
	]);
	expect(await goneIn([], chosen)).toEqual([]);
});

test('a list that is empty or cannot be read proves nothing', async () => {
	const chosen = { label: 'Sites', list: 'site', entries: ['Atlantis'] } as const;
	expect(await goneIn([], chosen)).toEqual([]);
	hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 404 } });
	expect(await goneEntries(pollContext(triggerNode(hibob)), [chosen])).toEqual([]);
});
