import { describe, expect, it } from '@jest/globals';
import { AxiosError } from 'axios';
import { N8nApi } from '../../sandbox/n8n/api.mts';
import { NoAnswer } from '../../sandbox/n8n/session.mts';

const n8n = new N8nApi('http://127.0.0.1:1', { email: 'owner@sandbox.test', password: 'secret' });

/** A question that fails at first. */
function failingOnce(code: string): () => Promise<string> {
	let asked = 0;
	return async () => {
		asked += 1;
		if (asked === 1) throw new NoAnswer(new AxiosError('no answer', code));
		return await Promise.resolve('done');
	};
}

describe('waiting for n8n', () => {
	it.each(['ECONNABORTED', 'ETIMEDOUT'])(
		'goes on when it is too busy to answer (%s)',
		async (code) => {
			expect(await n8n.waitUntil(failingOnce(code))).toBe('done');
		},
	);

	it('ends when n8n is gone', async () => {
		await expect(n8n.waitUntil(failingOnce('ECONNREFUSED'))).rejects.toThrow('no answer');
	});

	it('ends when the time is over, however busy n8n is', async () => {
		const never = async () =>
			await Promise.reject(new NoAnswer(new AxiosError('no answer', 'ETIMEDOUT')));
		await expect(n8n.waitUntil(never, { timeoutMs: 1, what: 'a gift' })).rejects.toThrow(
			/^Waited [\d.]+ s for a gift, which did not come\.$/,
		);
	});
});
