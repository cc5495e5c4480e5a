import { describe, expect, it } from '@jest/globals';
import { runCodeNode } from './codeNode.mts';

const NOW = '2026-11-26T07:05:00.000Z';

const rowOf = (
	message: string,
	{ workflow = 'w1', name = 'Birthday gift', now = NOW, lastNode = 'Send Gift' } = {},
) => {
	const [row] = runCodeNode('gift-alerts', 'Cause', {
		now,
		workflow: 'alerts',
		input: [
			{
				execution: {
					id: '7',
					url: 'https://n8n/7',
					error: { message },
					lastNodeExecuted: lastNode,
				},
				workflow: { id: workflow, name },
			},
		],
	});
	return row;
};
const causeOf = (message: string) => rowOf(message)?.cause;

describe('an alert', () => {
	it('is none that n8n was stopped while Gift alerts or Gift watch looked', () => {
		const stopped = 'Workflow did not finish, possible out-of-memory issue';
		expect(rowOf(stopped, { workflow: 'alerts' })).toBeUndefined();
		expect(rowOf(stopped, { name: 'Gift watch' })).toBeUndefined();
		expect(rowOf(stopped)).toMatchObject({ workflow_id: 'w1' });
		expect(rowOf('The table is gone', { workflow: 'alerts' })).toBeDefined();
	});
});

describe('the cause of an alert', () => {
	it.each([
		['counts', '3 of 19 gifts need you: 2 were refused', '1 of 2 gifts needs you: 1 was refused'],
		['ids', 'Employee 3332883884017713938 has no address', 'Employee 77 has no address'],
		['lists of ids', 'Unreadable: 12, 13 and 5 more', 'Unreadable: 99'],
		['request numbers', 'Refused, request req_8fA2-19', 'Refused, request req_77c'],
		[
			'UUIDs',
			'Gift 0b8f9a52-aaaa-4bbb-8ccc-1234567890ab failed',
			'Gift 99999999-1111-4222-8333-ffffffffffff failed',
		],
		[
			'times',
			'No answer since 2026-11-26T07:00:12.000Z',
			'No answer since 2026-11-27T19:01:02.123Z',
		],
		['dates in words', 'Due on 26 November 2026', 'Due on 1 December 2026'],
		['lengths of time', 'No answer for 3 minutes', 'No answer for 2 hours'],
		['addresses', 'Could not write to a@example.com', 'Could not write to b.c@example.org'],
		['URLs', 'GET https://a.example/1 failed', 'GET https://a.example/2?x=3 failed'],
	])('is the same with other %s', (_what, one, other) => {
		expect(causeOf(one)).toBe(causeOf(other));
	});

	it.each([
		['HiBob refused access (403)', 'HiBob refuses this caller (401)'],
		['Request failed with status code 500', 'Request failed with status code 429'],
		['The token is not valid', 'The campaign is not valid'],
	])('is another one for %s and %s', (one, other) => {
		expect(causeOf(one)).not.toBe(causeOf(other));
	});
});

describe('a failure', () => {
	it('is recorded once per workflow, cause and day', () => {
		const id = rowOf('It failed')?.id_text;
		expect(rowOf('It failed')?.id_text).toBe(id);
		expect(rowOf('It failed', { workflow: 'w2' })?.id_text).not.toBe(id);
		expect(rowOf('It failed', { now: '2026-11-27T07:05:00.000Z' })?.id_text).not.toBe(id);
	});

	it('of a trigger has no execution, and is recorded nevertheless', () => {
		const [row] = runCodeNode('gift-alerts', 'Cause', {
			now: NOW,
			workflow: 'alerts',
			input: [
				{
					trigger: { error: { message: 'HiBob refused access (403)' }, mode: 'trigger' },
					workflow: { id: 'w1', name: 'Birthday gift' },
				},
			],
		});
		expect(row).toMatchObject({ workflow_id: 'w1', execution_url: '', day: '2026-11-26' });
	});

	it('to send its own message is no alert', () => {
		expect(
			rowOf('Connection refused', { workflow: 'alerts', lastNode: 'Send Email' }),
		).toBeUndefined();
		expect(
			rowOf('Connection refused', { workflow: 'alerts', lastNode: 'Unsent Alerts' }),
		).toBeDefined();
	});

	it.each([
		['2026-11-25T20:00:00.000Z', '2026-11-24T07:00:00.000Z'],
		['2026-11-24T07:30:00.000Z', '2026-11-26T07:05:00.000Z'],
	])('after one of %s has gone on since %s', (updatedAt, since) => {
		const failure = rowOf('It failed');
		const before = {
			...failure,
			id_text: 'before',
			day: updatedAt.slice(0, 10),
			since: '2026-11-24T07:00:00.000Z',
			count: '9',
			updatedAt,
		};
		const [row] = runCodeNode('gift-alerts', 'Row', {
			now: NOW,
			input: [before],
			nodes: { Cause: [failure ?? {}] },
		});
		expect(row).toMatchObject({ since, count: '1' });
	});

	it('is counted with those of the same day', () => {
		const failure = rowOf('It failed');
		const [row] = runCodeNode('gift-alerts', 'Row', {
			now: NOW,
			input: [{ ...failure, since: '2026-11-26T06:00:00.000Z', count: '9', updatedAt: NOW }],
			nodes: { Cause: [failure ?? {}] },
		});
		expect(row).toMatchObject({ since: '2026-11-26T06:00:00.000Z', count: '10' });
	});
});

describe('what is to be told', () => {
	const untold = (told: string | null) => [{ ...rowOf('It failed'), count: '1', told_at: told }];
	const toTell = (input: readonly Record<string, unknown>[]) =>
		runCodeNode('gift-alerts', 'Alerts to Send', { now: NOW, input });

	it('is one cause where two executions have written a row at the same moment', () => {
		expect(toTell([...untold(null), ...untold(null)])).toMatchObject([{ count: 2 }]);
	});

	it('is nothing that another execution is telling, until 15 minutes later', () => {
		expect(toTell(untold('telling 2026-11-26T07:04:00.000Z'))).toEqual([]);
		expect(toTell(untold('telling 2026-11-26T06:49:00.000Z'))).toHaveLength(1);
	});

	it('is told in one message, in which nothing from outside is HTML', () => {
		const rows = [
			{ ...rowOf('<img src=x> failed & "more"'), count: '1', since: NOW },
			{ ...rowOf('It failed', { workflow: 'w2' }), count: '1', since: NOW },
		];
		const [message, ...more] = runCodeNode('gift-alerts', 'Message', {
			now: NOW,
			input: rows,
			nodes: { 'Alerts to Send': rows },
		});
		expect(more).toEqual([]);
		expect(message?.subject).toBe('2 problems in 2 workflows');
		expect(message?.html).not.toContain('<img');
		expect(message?.text).toContain('<img src=x> failed & "more"');
	});

	it('is left to the execution that was first to hold it', () => {
		const rows = untold(null);
		const message = (told: string, held = rows) =>
			runCodeNode('gift-alerts', 'Message', {
				now: NOW,
				input: held.map((row) => ({ ...row, told_at: told })),
				nodes: { 'Alerts to Send': rows },
			});
		expect(message('telling 2026-11-26T07:05:00.000Z 1')).toHaveLength(1);
		expect(message('telling 2026-11-26T07:05:00.000Z 2')).toEqual([]);
		expect(message('', [])).toEqual([]);
	});

	it('is not that Gift watch could not send an email, when no other email could be sent either', () => {
		const row = {
			...rowOf('The message could not be sent, and is tried again every hour: refused'),
			since: NOW,
			count: '1',
			told_at: null,
		};
		const message = (createdAt: string) => {
			const rows = [{ ...row, createdAt }];
			return runCodeNode('gift-alerts', 'Message', {
				now: NOW,
				input: rows,
				nodes: { 'Alerts to Send': rows },
			});
		};
		expect(message('2026-11-26T07:01:00.000Z')).toHaveLength(1);
		expect(message('2026-11-26T06:01:00.000Z')).toEqual([]);
	});
});
