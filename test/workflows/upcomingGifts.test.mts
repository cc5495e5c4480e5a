import { expect, test } from '@jest/globals';
import { runCodeNode } from './codeNode.mts';

const row = (about: Record<string, unknown>) => ({
	employeeId: '1',
	displayName: 'Noa Levi',
	years: null,
	date: '2026-11-24',
	dueDate: '2026-11-24',
	eligible: true,
	...about,
});

/** The text of the message about some occasions. */
function textAbout(input: Record<string, unknown>[], giftPlan: Record<string, unknown>): string {
	const config = { days: 30, timeZone: 'UTC', giftPlan };
	const [message] = runCodeNode('upcoming-gifts', 'Message', {
		now: '2026-11-23T08:00:00Z',
		input,
		nodes: { 'Preview Settings': [{ config }] },
	});
	return String(message?.text).replace(/[\u2068\u2069]/g, '');
}

test('days after the start are named by their number, and have a gift for each', () => {
	const plan = { daysAfterStart: { 30: 'Mug', 90: 'Hoodie' }, endOfProbation: 'Cake' };
	const text = textAbout(
		[
			row({ event: 'daysAfterStart', days: 1 }),
			row({ event: 'daysAfterStart', days: 30 }),
			row({ event: 'daysAfterStart', days: 90 }),
			row({ event: 'endOfProbation' }),
		],
		plan,
	);
	expect(text.split('\n').filter((line) => line.startsWith('•'))).toEqual([
		'• Noa Levi – Mug – 30 days after the start',
		'• Noa Levi – Hoodie – 90 days after the start',
		'• Noa Levi – Cake – End of probation',
		'• Noa Levi – No gift planned – 1 day after the start',
	]);
});
