import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RUNS } from '../shared/propertyRuns.mts';
import { GroupSize, killedAmong } from './groups.mts';
import type { Mutant } from './instrument.mts';
import { DECIDING } from './scope.mts';

/** A mutant of one line, or of several when it hides others. */
const mutantAt = (line: number, lines = 1, file = 'nodes/any.ts'): Mutant => ({
	id: `${String(line)}+${String(lines)}`,
	at: line,
	file,
	line,
	column: 1,
	from: line,
	to: line + lines,
	lineText: '',
	mutator: '',
	original: '',
	replacement: '',
});

describe('mutants in groups', () => {
	test('are found as if each were tried alone', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 200 }), async (fates) => {
				const mutants = fates.map((_, line) => mutantAt(line));
				const killable = new Set(mutants.filter(({ at }) => fates[at]));
				const noticedAlone = new Set<Mutant>();
				const killed = await killedAmong(mutants, new GroupSize(), async (group) => {
					const isNoticed = group.some((mutant) => killable.has(mutant));
					const [only] = group;
					if (isNoticed && only && group.length === 1) noticedAlone.add(only);
					return await Promise.resolve(isNoticed);
				});
				expect(new Set(killed)).toEqual(killable);
				expect(killed).toHaveLength(killable.size);
				expect(noticedAlone).toEqual(killable);
			}),
			RUNS,
		);
	});

	test('need few runs when a test kills few', async () => {
		const mutants = Array.from({ length: 1_000 }, (_, line) => mutantAt(line));
		let runs = 0;
		const killed = await killedAmong(mutants, new GroupSize(), async (group) => {
			runs++;
			return await Promise.resolve(group.some(({ at }) => at % 250 === 7));
		});
		expect(killed.map(({ at }) => at)).toEqual([7, 257, 507, 757]);
		expect(runs).toBeLessThan(100);
	});

	test('of a file that decides about money and people are tried one by one', async () => {
		const [deciding = ''] = Object.keys(DECIDING);
		const mutants = [1, 2, 3].flatMap((line) => [mutantAt(line, 1, deciding), mutantAt(line)]);
		const sizes: number[] = [];
		await killedAmong(mutants, new GroupSize(), async (group) => {
			sizes.push(group.filter(({ file }) => file === deciding).length);
			return await Promise.resolve(false);
		});
		expect(sizes).toEqual([1, 1, 1]);
	});

	test('that lie within each other are never switched on together', async () => {
		const mutants = [mutantAt(1, 10), mutantAt(2), mutantAt(3, 2), mutantAt(4), mutantAt(20)];
		const groups: string[] = [];
		await killedAmong(mutants, new GroupSize(), async (group) => {
			groups.push(group.map(({ id }) => id).join(' '));
			return await Promise.resolve(false);
		});
		expect(groups).toEqual(['1+10 20+1', '2+1 3+2', '4+1']);
	});
});
