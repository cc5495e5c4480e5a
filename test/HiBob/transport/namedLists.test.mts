import { expect, it } from '@jest/globals';
import {
	listEntries,
	readCurrentEntries,
	readListItems,
	readNamedLists,
} from '../../../nodes/HiBob/transport/namedLists.ts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext } from '../../n8nCore.mts';
import { answeringHiBob } from '../answeringHiBob.mts';
import { answerOnce } from '../../sandbox/hibobClient.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';

let hibob: HiBobSandbox;

answeringHiBob((started) => {
	hibob = started;
});

const context = () => pollContext(triggerNode(hibob));

const SITE = { name: 'site', items: [{ id: 1, value: 'Berlin' }] };
const TITLE = { name: 'title', items: [] };

it.each([
	['a list', [TITLE, SITE]],
	['an object', { title: TITLE, site: SITE }],
	['an object of lists without a name of their own', { title: { items: [] }, site: { items: [] } }],
	['a list in an object', { lists: [TITLE, SITE] }],
	['a list with something else in it', [TITLE, null, 7, {}, SITE]],
])('reads all lists from %s, by name', async (_, body) => {
	answerOnce(hibob, body);
	expect((await readNamedLists(context(), false)).map(({ name }) => name)).toEqual([
		'site',
		'title',
	]);
	expect(hibob.requests).toMatchObject([
		{ method: 'GET', url: '/v1/company/named-lists?includeArchived=false' },
	]);
});

it('reads no lists where there are none, and says so of an answer that is none', async () => {
	answerOnce(hibob, []);
	expect(await readNamedLists(context(), true)).toEqual([]);
	answerOnce(hibob, {});
	expect(await readNamedLists(context(), true)).toEqual([]);
	answerOnce(hibob, [7]);
	await expect(readNamedLists(context(), true)).rejects.toMatchObject({
		message: 'HiBob did not return named lists',
		remedy: 'Check the environment and the URL in the credential',
	});
});

it('gives the entries of a list, children after their parent, with what is archived', () => {
	const europe = { id: 'eu', value: 'Europe', name: 'europe', children: [{ id: 2, name: 'Rome' }] };
	const without = { value: '', name: 'No ID', archived: true };
	const nameless = { id: 5, value: 7, children: [{ id: 6, value: 'Oslo' }] };
	const entries = [
		{ id: 'eu', name: 'Europe', parent: null, archived: false },
		{ id: 2, name: 'Rome', parent: 'eu', archived: false },
		{ id: null, name: 'No ID', parent: null, archived: true },
		{ id: 6, name: 'Oslo', parent: 5, archived: false },
	];
	const items = [europe, without, nameless, null, 'Paris'];
	expect(listEntries({ items })).toEqual(entries);
	expect(listEntries({ values: items })).toEqual(entries);
	expect(listEntries({ items: 'none' })).toEqual([]);
	expect(listEntries({})).toEqual([]);
});

it('gives the current names of a list once each, by name', async () => {
	const items = [
		{ id: 1, value: 'Rome' },
		{ id: 2, value: 'Berlin', children: [{ id: 3, value: 'Rome' }] },
		{ id: 4, value: 'Oslo', archived: true, children: [{ id: 5, value: 'Bergen' }] },
	];
	answerOnce(hibob, { items });
	expect(await readListItems(context(), 'a list/of sites')).toEqual(['Berlin', 'Rome']);
	expect(hibob.requests).toMatchObject([
		{ method: 'GET', url: '/v1/company/named-lists/a%20list%2Fof%20sites' },
	]);
	answerOnce(hibob, { values: items });
	expect((await readCurrentEntries(context(), 'site')).map(({ id }) => id)).toEqual([1, 2, 3]);
	answerOnce(hibob, [7]);
	expect(await readCurrentEntries(context(), 'site')).toEqual([]);
});
