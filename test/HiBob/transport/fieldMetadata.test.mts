import { expect, test } from '@jest/globals';
import {
	categoryNames,
	readFieldMetadata,
	readFieldRows,
} from '../../../nodes/HiBob/transport/fieldMetadata.ts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext } from '../../n8nCore.mts';
import { answerOnce } from '../../sandbox/hibobClient.mts';
import { answeringHiBob } from '../answeringHiBob.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';

let hibob: HiBobSandbox;

answeringHiBob((started) => {
	hibob = started;
});

const context = () => pollContext(triggerNode(hibob));

const TITLE = { id: 'work.title', name: 'Job Title', category: 'work', type: 'text' };

test('the list of fields is read, without rows that are none', async () => {
	answerOnce(hibob, [TITLE, null, 'work.title']);
	expect(await readFieldRows(context())).toEqual([TITLE]);
	expect(hibob.requests).toMatchObject([{ method: 'GET', url: '/v1/company/people/fields' }]);
});

test('another answer says what to check', async () => {
	answerOnce(hibob, { fields: [TITLE] });
	await expect(readFieldRows(context())).rejects.toMatchObject({
		message: 'HiBob did not return a list of fields',
		remedy: 'Check the environment and the URL in the credential',
	});
});

test('of a field its name, category, type and list are used, as far as HiBob returns them', async () => {
	answerOnce(hibob, [
		{ ...TITLE, categoryDisplayName: 'Work', typeData: { listId: 'titles' } },
		{ ...TITLE, name: '', typeData: { listId: '' } },
		{ id: 'work.unknown', name: 7, category: null, type: {}, typeData: { listId: 7 } },
		{ name: 'A field without an ID' },
	]);
	expect(await readFieldMetadata(context())).toEqual([
		{ id: 'work.title', name: 'Job Title', category: 'Work', type: 'text', list: 'titles' },
		{ id: 'work.title', name: 'work.title', category: 'work', type: 'text', list: null },
		{ id: 'work.unknown', name: 'work.unknown', category: '', type: '', list: null },
	]);
});

test('categories are those of HiBob’s list, and for our own fields those that HiBob documents', async () => {
	answerOnce(hibob, [{ ...TITLE, categoryDisplayName: 'Job' }]);
	const named = await categoryNames(context());
	expect(named.get('work.title')).toBe('Job');
	expect(named.get('work.startDate')).toBe('Work');
});

test('without HiBob’s list the documented ones remain, and no others', async () => {
	answerOnce(hibob, {});
	const named = await categoryNames(context());
	expect(named.get('work.title')).toBe('Work');
	expect([...named.keys()].every((id) => typeof id === 'string')).toBe(true);
});
