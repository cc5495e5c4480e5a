import { expect, test } from '@jest/globals';
import { readRecord, recordIn } from '../../../nodes/Reachdesk/transport/record.ts';
import { explanationOf } from '../../shared/explanation.mts';
import { contextOfAccount } from './pagedList.mts';

const READ = {
	path: '/sends/7',
	subject: 'send 7',
	name: 'gift',
	known: { status: 404, message: 'There is no such gift', remedy: 'Check the ID' },
} as const;

test('a record is asked for by itself', async () => {
	const asked: unknown[] = [];
	const context = contextOfAccount((request) => {
		asked.push(request);
		return { data: { id: 7 } };
	});
	expect(await readRecord(context, READ)).toMatchObject({ data: { id: 7 } });
	expect(asked).toEqual([
		expect.objectContaining({ method: 'GET', url: 'https://reachdesk.example/sends/7' }),
	]);
});

test('an answer without a record says what to check', () => {
	expect(recordIn({ id: 7 }, 'gift')).toEqual({ id: 7 });
	for (const value of [null, 'x', [7], undefined]) {
		const { message, remedy } = explanationOf(() => recordIn(value, 'gift'));
		expect(message).toBe('Reachdesk’s answer contains no gift');
		expect(remedy).toBe("Check 'Base URL' in the credential");
	}
});
