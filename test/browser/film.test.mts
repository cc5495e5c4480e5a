import { describe, expect, it } from '@jest/globals';
import { concatList, speedFor } from './film.mts';

const scene = (...seconds: number[]) => ({
	caption: 'A test',
	frames: seconds.map((length, index) => ({ file: `/tmp/${String(index)}.jpg`, seconds: length })),
});

describe('a film', () => {
	it('shows each picture for as long as it was seen, and the last one, too', () => {
		expect(concatList(scene(0.5, 2).frames, 1)).toBe(
			[
				"file '/tmp/0.jpg'",
				'duration 0.5000',
				"file '/tmp/1.jpg'",
				'duration 2.0000',
				"file '/tmp/1.jpg'",
				'',
			].join('\n'),
		);
	});

	it('runs as it was filmed when it is short enough', () => {
		expect(speedFor([scene(20, 5), scene(30)], 59)).toBe(1);
	});

	it('runs faster when it would be too long', () => {
		const scenes = [scene(60), scene(58)];
		const speed = speedFor(scenes, 59);
		expect(speed).toBe(2);
		expect(concatList(scene(3).frames, speed)).toContain('duration 1.5000');
	});
});
