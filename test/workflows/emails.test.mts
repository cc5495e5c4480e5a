import { describe, expect, it } from '@jest/globals';
import { runCodeNode } from './codeNode.mts';

/** What all emails have in common: the number that matters, no zeros, totals called Total, days in order. */

const NOW = '2026-11-26T09:00:00.000Z';

type Row = Readonly<Record<string, unknown>>;

const plain = (text: unknown): string => String(text).replace(/[\u2068\u2069]/g, '');

describe('the spend report', () => {
	const transaction = (about: Row = {}): Row => ({
		id: 1,
		createdAt: '2026-10-12T10:00:00Z',
		type: 'campaign_sends',
		state: 'processed',
		amount: -25,
		currency: 'GBP',
		campaignName: 'Birthday',
		teamName: 'People',
		...about,
	});
	const report = (input: readonly Row[]) => {
		const [message] = runCodeNode('spend-report', 'Message', {
			now: NOW,
			input,
			nodes: {
				'Report Settings': [{ config: { timeZone: 'UTC' } }],
				Month: [{ month: '2026-10' }],
			},
		});
		return { subject: message?.subject, lines: plain(message?.text).split('\n') };
	};

	it('has the sum in its subject, and calls the total Total', () => {
		const { subject, lines } = report([
			transaction(),
			transaction({ campaignName: 'Anniversary', amount: -80 }),
			transaction({ type: 'refund', amount: 25 }),
		]);
		expect(subject).toBe('Gifts in October 2026: £80.00');
		expect(lines).toContain('• Total – £80.00 – 2 gifts, paid £105.00, refunded £25.00');
	});

	it('suppresses zeros', () => {
		const { subject, lines } = report([transaction({ type: 'refund', amount: 25 })]);
		expect(subject).toBe('Gifts in October 2026: -£25.00');
		expect(lines).toContain('• Birthday – -£25.00 – People – refunded £25.00');
		expect(lines.join('\n')).not.toMatch(/\b0(?:\.00)?\b/);
	});

	it('names what is not counted, with a date as people write it', () => {
		const { subject, lines } = report([transaction({ id: 7, currency: null })]);
		expect(subject).toBe('No gifts in October 2026, 1 not counted');
		expect(lines).toContain(
			'• Gift of transaction 7 – Not counted because the currency is none. Look it up in Reachdesk – Birthday, 12 October 2026',
		);
	});
});

describe('the email of upcoming gifts', () => {
	const message = (input: readonly Row[], days = 30) =>
		runCodeNode('upcoming-gifts', 'Message', {
			now: NOW,
			input,
			nodes: {
				'Preview Settings': [
					{ config: { days, timeZone: 'UTC', giftPlan: { birthday: 'Birthday gift' } } },
				],
			},
		})[0];
	const birthday = (displayName: string, date: string): Row => ({
		employeeId: displayName,
		displayName,
		event: 'birthday',
		years: null,
		date,
		dueDate: date,
		eligible: true,
	});

	it('has the number of gifts in its subject, the days in order, and no zero', () => {
		const sent = message([birthday('Ben', '2026-12-01'), birthday('Ada', '2026-11-27')]);
		expect(sent?.subject).toBe('2 gifts in the next 30 days');
		const text = plain(sent?.text);
		expect(text).not.toContain('skipped');
		expect(Array.from(text.matchAll(/^\*(.*)\*$/gm), ([, heading]) => heading)).toEqual([
			'2 gifts in the next 30 days',
			'Friday 27 November',
			'Tuesday 1 December',
		]);
	});

	it('says next week when it looks a week ahead', () => {
		expect(message([birthday('Ada', '2026-11-27')], 7)?.subject).toBe('1 gift next week');
		expect(message([], 7)?.subject).toBe('No gifts next week');
	});
});

describe('the approval emails', () => {
	const gift = (name: string, about: Row = {}): Row => ({
		key: `hibob:${name}:birthday:2026`,
		list: 'L',
		number: '1',
		name,
		email: '',
		site: 'London',
		manager: 'Max Holm',
		occasion: 'birthday',
		occasion_date: '2026-11-28',
		years: '',
		campaign: '1501',
		campaign_name: 'Birthday',
		cost: '£25.00',
		...about,
	});
	const send = (list: Row, gifts: readonly Row[]) =>
		runCodeNode('gift-approval-page', 'Message', {
			now: NOW,
			nodes: {
				'Page Settings': [{ timeZone: 'UTC', page: 'https://n8n.example.com/webhook/approve' }],
				'Time of This Run': [{ now: NOW }],
				'Open Lists': [{ list: 'L', mailed_at: '2026-11-26T08:00:00Z', ...list }],
				'Their Gifts': gifts,
			},
		})[0];

	it('begin each gift with the person, and have no key', () => {
		const sent = send({ mailed_at: '', created: '2026-11-26T07:00:00Z', answer_by: NOW }, [
			gift('Noa Levi'),
			gift('Ana Silva', { email: 'ana@example.com', occasion: 'workAnniversary', years: '5' }),
		]);
		const text = plain(sent?.text);
		expect(text.split('\n').filter((line) => line.startsWith('•'))).toEqual([
			'• Noa Levi – Birthday – Campaign Birthday (last one £25.00) – London, manager Max Holm',
			'• Ana Silva (ana@example.com) – 5 years – Campaign Birthday (last one £25.00) – London, manager Max Holm',
		]);
		expect(String(sent?.html)).not.toContain('hibob:');
	});

	it('say in the subject how many gifts were not sent when nobody answered', () => {
		const sent = send({ answer_by: '2026-11-26T07:00:00Z' }, [gift('Noa Levi')]);
		expect(sent?.subject).toBe('1 gift not sent: nobody answered');
	});
});
