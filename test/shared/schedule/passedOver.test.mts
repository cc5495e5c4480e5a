import { describe, expect, test } from '@jest/globals';
import {
	passedOverInNumbers,
	passedOverInWords,
	passedOverOf,
	readPassedOver,
} from '../../../nodes/shared/schedule/passedOver.ts';
import type { PassedOverOccasion } from '../../../nodes/shared/schedule/passedOver.ts';

const some = (count: number, event = 'birthday'): PassedOverOccasion[] =>
	Array.from({ length: count }, (_, index) => ({ id: `4711${String(index)}`, event }));

describe('what a publishing passes over', () => {
	test('is remembered as a number and the events, without anybody’s id', () => {
		const remembered = passedOverOf([...some(300, 'startDate'), ...some(2)]);
		expect(remembered).toEqual({ count: 302, events: ['birthday', 'startDate'] });
		expect(JSON.stringify(remembered)).not.toContain('4711');
		expect(passedOverOf([])).toBeNull();
	});

	test('is told in words for 50, by employee id and without the day', () => {
		expect(passedOverInWords(some(2))).toBe(
			"2 upcoming occasions fell due before the workflow was published, so they are skipped: birthday of 47110; birthday of 47111. Send these by hand, or lower 'Days Before' so that they fall due later",
		);
		const words = passedOverInWords(some(300));
		expect(words).toContain('; and 250 more.');
		expect(words.match(/birthday of/g)).toHaveLength(50);
		expect(passedOverInWords(some(50))).not.toContain('more.');
	});

	test('is one occasion, too', () => {
		expect(passedOverInNumbers({ count: 1, events: ['birthday'] })).toMatch(
			/^1 upcoming occasion fell due before the workflow was published, so it is skipped\./,
		);
	});

	test('is told by the next run in numbers', () => {
		expect(passedOverInNumbers({ count: 7, events: ['birthday'] })).toBe(
			'7 upcoming occasions fell due before the workflow was published, so they are skipped. n8n’s log from that moment names them. Send these by hand',
		);
	});

	test('comes back as it was stored, and whatever is not of its shape is none', () => {
		const one = passedOverOf([...some(3), ...some(2, 'startDate')]);
		expect(readPassedOver(JSON.parse(JSON.stringify(one)))).toEqual(one);
		for (const bad of [
			undefined,
			null,
			'x',
			7,
			[],
			{},
			{ count: 3 },
			{ count: 'many', events: ['birthday'] },
			{ count: 0, events: ['birthday'] },
			{ count: 1, events: [] },
			{ count: 1, events: [7] },
			{ count: 1, events: ['birthday', 7] },
			{ count: 1, events: Array.from({ length: 201 }, (_, index) => String(index)) },
			{ count: 1, occasions: [] },
			{ count: 1, occasions: [null] },
			{ count: 1, occasions: [{ id: '1', event: null }] },
		]) {
			expect(readPassedOver(bad)).toBeNull();
		}
	});

	test('may have 200 events', () => {
		const events = Array.from({ length: 200 }, (_, index) => String(index)).sort();
		expect(readPassedOver({ count: 1, events })).toEqual({ count: 1, events });
	});

	test('of the version before, which kept ids and days, keeps neither', () => {
		const occasions = [
			{ id: '47110', event: 'startDate', date: '2026-11-23' },
			{ id: '47111', event: 'birthday', date: '2026-11-24' },
			{ id: '47112', event: 'birthday', date: '2026-11-24' },
		];
		expect(readPassedOver({ count: 300, occasions })).toEqual({
			count: 300,
			events: ['birthday', 'startDate'],
		});
	});
});
