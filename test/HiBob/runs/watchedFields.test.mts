import { expect, test } from '@jest/globals';
import { withWatchedFields } from '../../../nodes/HiBob/runs/watchedFields.ts';
import type { RosterEvent } from '../../../nodes/HiBob/employees/rosterDiff.ts';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { pollContext } from '../../n8nCore.mts';
import { answerOnce } from '../../sandbox/hibobClient.mts';
import { answeringHiBob } from '../answeringHiBob.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';
import { settings } from '../resources/runs.mts';

let hibob: HiBobSandbox;

answeringHiBob((started) => {
	hibob = started;
});

/** What is watched of these fields, with a HiBob that calls one of them a period of time. */
async function watchedOf(
	watchedFields: string[],
	...events: RosterEvent[]
): Promise<readonly string[]> {
	answerOnce(hibob, [
		{ id: 'work.custom.waiting', name: 'Waiting', category: 'Work', type: 'period' },
		{ id: 'work.title', name: 'Title', category: 'Work', type: 'text' },
	]);
	const chosen = settings({ rosterEvents: new Set(events), watchedFields });
	const { watchedFields: watched, ...others } = await withWatchedFields(
		pollContext(triggerNode(hibob)),
		chosen,
	);
	expect({ ...others, watchedFields }).toEqual(chosen);
	return watched;
}

test('a field that changes by itself is not watched, by its type or by its name', async () => {
	const fields = ['work.custom.waiting', 'work.title', 'personal.age', 'work.custom.unknown'];
	expect(await watchedOf(fields, 'employeeChanged')).toEqual(['work.title', 'work.custom.unknown']);
});

test.each<[string, string[], RosterEvent]>([
	['no field is chosen', [], 'employeeChanged'],
	['changes do not matter', ['personal.age'], 'employeeAdded'],
])('HiBob is not asked for its fields when %s', async (_, fields, event) => {
	expect(await watchedOf(fields, event)).toEqual(fields);
	expect(hibob.requests).toEqual([]);
});
