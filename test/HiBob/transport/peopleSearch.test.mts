import { expect, test } from '@jest/globals';
import { searchPeople } from '../../../nodes/HiBob/transport/peopleSearch.ts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext } from '../../n8nCore.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';
import { answeringHiBob } from '../answeringHiBob.mts';

let hibob: HiBobSandbox;

answeringHiBob((started) => {
	hibob = started;
});

test('everyone is read with labels unless told otherwise, inactive people too', async () => {
	const context = pollContext(triggerNode(hibob));
	await searchPeople(context, ['root.id']);
	await searchPeople(context, ['root.id'], { labels: false });
	const body = { fields: ['root.id'], showInactive: true };
	expect(hibob.requests.map((request) => request.body)).toEqual([
		{ ...body, humanReadable: 'APPEND' },
		body,
	]);
});
