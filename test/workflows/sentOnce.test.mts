import { describe, expect, it } from '@jest/globals';
import { runCodeNode } from './codeNode.mts';

const REPORTS = [
	{
		slug: 'spend-report',
		period: 'Month',
		mornings: ['2027-12-01T08:00:10Z', '2027-12-02T08:00:10Z'],
		next: '2028-01-01T08:00:10Z',
	},
	{
		slug: 'benefit-report',
		period: 'Month',
		mornings: ['2027-12-02T08:00:10Z', '2027-12-08T08:00:10Z'],
		next: '2028-01-02T08:00:10Z',
	},
	{
		slug: 'upcoming-gifts',
		period: 'Week',
		// a week of two years
		mornings: ['2024-12-30T08:00:10Z', '2025-01-01T08:00:10Z'],
		next: '2025-01-06T08:00:10Z',
	},
];

describe.each(REPORTS)('$slug', ({ slug, period, mornings: [first = '', second = ''], next }) => {
	const open = () => {
		const memory = {};
		const passes = (now: string, mode = 'production') =>
			runCodeNode(slug, `Once a ${period}`, { now, mode, memory, input: [{ tick: 1 }] });
		const send = (now: string, mode = 'production') =>
			runCodeNode(slug, `Sent This ${period}`, { now, mode, memory, input: [{ sent: true }] });
		return { passes, send };
	};

	it('is sent on the first morning, and not again on the next', () => {
		const { passes, send } = open();
		expect(passes(first)).toEqual([{ tick: 1 }]);
		expect(send(first)).toEqual([]);
		expect(passes(second)).toEqual([]);
		expect(passes(next)).toEqual([{ tick: 1 }]);
	});

	it('retries on the next morning when it was not sent', () => {
		const { passes } = open();
		passes(first);
		expect(passes(second)).toEqual([{ tick: 1 }]);
	});

	it('is not kept back by a run from the editor, and does not keep one back', () => {
		const { passes, send } = open();
		send(first, 'test');
		expect(passes(first)).toEqual([{ tick: 1 }]);
		send(first);
		expect(passes(second, 'test')).toEqual([{ tick: 1 }]);
	});
});
