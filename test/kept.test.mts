import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kept } from './kept.mts';

const HERE = { commit: 'abc1234', machine: '2 cores' };

let folder: string;
let file: string;
let made: string[];
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'kept-'));
	file = path.join(folder, 'build', 'bench.json');
	made = [];
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** One start of the command, at some commit. */
const started = (options: Partial<ConstructorParameters<typeof Kept>[1]> = {}) =>
	new Kept(file, { circumstances: HERE, ...options });

const part = async (kept: Kept, name: string, result: number): Promise<number> =>
	await kept.part(name, isNumber, async () => {
		made.push(name);
		return await Promise.resolve(result);
	});

describe('a command that was stopped', () => {
	it('continues from the parts that it had finished', async () => {
		await part(started(), 'first', 1);
		const again = started();
		expect(await part(again, 'first', 100)).toBe(1);
		expect(await part(again, 'second', 2)).toBe(2);
		expect(made).toEqual(['first', 'second']);
	});

	it('makes a part anew that had failed', async () => {
		const failing = started().part('first', isNumber, async () => {
			await Promise.resolve();
			throw new Error('n8n went away');
		});
		await expect(failing).rejects.toThrow('n8n went away');
		expect(await part(started(), 'first', 1)).toBe(1);
		expect(made).toEqual(['first']);
	});

	it('says which part it takes from when', async () => {
		await part(started(), 'first', 1);
		const said: string[] = [];
		await part(started({ say: (text) => said.push(text) }), 'first', 1);
		expect(said).toEqual([expect.stringMatching(/^first: kept from \d{4}-.*, at abc1234$/)]);
	});

	it('gets back what it kept, Maps included', async () => {
		const counts = { kills: new Map([['while HiBob answers', 2]]), days: new Map([[3, 1]]) };
		const isCounts = (value: unknown): value is typeof counts => value !== null;
		const make = async () => await Promise.resolve(counts);
		await started().part('counts', isCounts, make);
		expect(started().find('counts', isCounts)).toEqual(counts);
	});
});

describe.each([
	['at another commit', { circumstances: { ...HERE, commit: 'def5678' } }],
	['on another machine', { circumstances: { ...HERE, machine: '8 cores' } }],
])('%s', (_where, elsewhere) => {
	it('makes all parts anew', async () => {
		await part(started(), 'first', 1);
		expect(await part(started(elsewhere), 'first', 100)).toBe(100);
	});

	it('takes them when told to, and still knows their commit', async () => {
		await part(started(), 'first', 1);
		const kept = started({ ...elsewhere, takesAll: true });
		expect(await part(kept, 'first', 100)).toBe(1);
		expect(kept.origins).toMatchObject({ commits: ['abc1234'], machines: ['2 cores'] });
	});
});

it('makes parts anew when asked to, and keeps what they come to now', async () => {
	await part(started(), 'first', 1);
	expect(await part(started({ isAnew: true }), 'first', 100)).toBe(100);
	expect(await part(started(), 'first', 1_000)).toBe(100);
});

it('makes a part anew that is not what it expects', async () => {
	const isText = (value: unknown): value is string => typeof value === 'string';
	await started().part('first', isText, async () => await Promise.resolve('one'));
	expect(await part(started(), 'first', 1)).toBe(1);
});

it('knows where the parts are from that were asked for', async () => {
	await part(started(), 'first', 1);
	await part(started(), 'other', 1);
	const kept = started({ circumstances: { ...HERE, commit: 'def5678' }, takesAll: true });
	await part(kept, 'first', 1);
	await part(kept, 'second', 2);
	const today = new Date().toISOString().slice(0, 10);
	expect(kept.origins).toEqual({
		commits: ['abc1234', 'def5678'],
		machines: ['2 cores'],
		days: [today],
	});
});

it('begins anew after it has come to its end', async () => {
	const kept = started();
	await part(kept, 'first', 1);
	expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ first: { ...HERE, value: 1 } });
	kept.finish();
	expect(existsSync(file)).toBe(false);
	expect(await part(started(), 'first', 2)).toBe(2);
});
