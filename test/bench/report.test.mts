import { describe, expect, it } from '@jest/globals';
import { chartOf } from './chart.mts';
import { seconds, whole } from './formats.mts';
import { reportOf } from './report.mts';
import { growthOf, isMeasured, measuring } from './series.mts';
import type { Row, Series, SeriesResult } from './series.mts';

const SERIES: Series = {
	name: 'sendGifts',
	title: 'Send Gift',
	text: 'In a real n8n.',
	sizeIs: 'gifts',
	sizes: [10, 100, 1_000],
	quickSizes: [],
	columns: [{ title: 'own time', of: 'ownMs', as: seconds }],
	grows: { ownMs: 'own time' },
	targets: [
		{ what: 'Own time of 10 gifts', of: 'ownMs', size: 10, most: 1_000, as: seconds },
		{ what: 'Gifts a second', of: 'perSecond', size: 1_000, least: 50, as: whole },
	],
	profileIs: 'in ms',
	open: measuring(async () => await Promise.resolve({ figures: {} })),
};

/** The series with an own time at each size. */
const resultOf = (times: Readonly<Record<number, number>>, profile?: Row): SeriesResult => ({
	series: SERIES,
	rows: Object.entries(times).map(([size, ownMs]) => ({
		size: Number(size),
		measured: {
			figures: { ownMs, perSecond: (Number(size) / ownMs) * 1_000 },
			...(profile === undefined ? {} : { profile }),
		},
	})),
});

const ORIGIN = {
	days: ['2026-11-27'],
	commits: ['abc1234'],
	machines: ['2 cores, 8 GB'],
	n8n: '2.40.5',
};
const pageOf = (result: SeriesResult): string => reportOf([result], ORIGIN);

describe('growth', () => {
	it.each([
		['linear', { 100: 500, 1000: 5_000 }, 1],
		['no growth', { 100: 500, 1000: 500 }, 0],
		['a square', { 100: 500, 1000: 50_000 }, 2],
	])('is %s', (_what, times, power) => {
		expect(growthOf(resultOf(times), 'ownMs')).toBeCloseTo(power, 10);
	});

	it('is that between the two largest sizes', () => {
		expect(growthOf(resultOf({ 10: 5_000, 100: 500, 1000: 5_000 }), 'ownMs')).toBeCloseTo(1, 10);
	});

	it('is not known of one size, nor of what takes no time', () => {
		expect(growthOf(resultOf({ 10: 500 }), 'ownMs')).toBeUndefined();
		expect(growthOf(resultOf({ 10: 500, 100: 0 }), 'ownMs')).toBeUndefined();
	});
});

describe('the page', () => {
	it('says at which commit, on which day and on which machine it was', () => {
		expect(pageOf(resultOf({ 10: 500 }))).toContain(
			'on 2026-11-27 at abc1234: n8n 2.40.5, 2 cores, 8 GB,',
		);
	});

	it('shows each size and how it grows', () => {
		const page = pageOf(resultOf({ 10: 500, 100: 5_000, 1000: 50_000 }));
		expect(page).toContain('| 1,000 | 50.0 s |');
		expect(page).toContain(
			'Growth from 100 to 1,000 gifts (1 is linear, less is better): own time with the power of 1.00.',
		);
	});

	it('points at what grows more than linearly', () => {
		expect(pageOf(resultOf({ 100: 500, 1000: 50_000 }))).toContain(
			'**own time with the power of 2.00, more than linear**',
		);
	});

	it('says which targets are met', () => {
		const page = pageOf(resultOf({ 10: 1_500, 1000: 10_000 }));
		expect(page).toContain('| Own time of 10 gifts | ≤ 1.0 s | 1.5 s | **no** |');
		expect(page).toContain('| Gifts a second | ≥ 50 | 100 | yes |');
	});

	it('shows where the time of the largest size goes', () => {
		const page = pageOf(resultOf({ 10: 500, 100: 5_000 }, { 'parse (V8:0)': 32 }));
		expect(page).toContain('Where the time goes with 100 gifts, in ms:');
		expect(page).toContain('| `parse (V8:0)` | 32 ms |');
	});
});

it('draws each size as a bar, the longest first in length', () => {
	const chart = chartOf([resultOf({ 10: 500, 100: 5_000 })]);
	const widths = Array.from(chart.matchAll(/<rect [^>]*width="([\d.]+)"/g), ([, width]) =>
		Number(width),
	);
	expect(widths).toHaveLength(2);
	expect(Number(widths[1]) / Number(widths[0])).toBeCloseTo(10, 0);
	expect(chart).toContain('>100 gifts</text>');
	expect(chart).toContain('>5.0 s</text>');
});

it.each([
	['figures', { figures: { ms: 1 } }, true],
	['figures with a profile', { figures: { ms: 1 }, profile: { parse: 2 } }, true],
	['a figure that is none', { figures: { ms: 'long' } }, false],
	['nothing', null, false],
])('what was measured is read back: %s', (_what, value, isOne) => {
	expect(isMeasured(value)).toBe(isOne);
});
