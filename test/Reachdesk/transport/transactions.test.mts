import { expect, test } from '@jest/globals';
import { listTransactions } from '../../../nodes/Reachdesk/transport/transactions.ts';
import { contextOfAccount, onePageOf } from './pagedList.mts';

const SINCE = Date.parse('2026-11-01T00:00:00Z');
const NOW = Date.parse('2026-11-25T07:00:00Z');

/** What Reachdesk is asked for. */
async function askedWith(...types: string[][]): Promise<unknown[]> {
	const asked: unknown[] = [];
	const context = contextOfAccount(({ url, qs }) => {
		asked.push({ ...qs, path: new URL(url).pathname });
		return onePageOf([]);
	});
	await listTransactions(context, SINCE, NOW, ...types);
	return asked;
}

const DATES = { start_date: '2026-10-31', end_date: '2026-11-27' };

test('all transactions around some days are listed, of every type', async () => {
	const [first] = await askedWith();
	expect(first).toMatchObject(DATES);
	expect(first).not.toHaveProperty('transaction_types');
	expect(await askedWith([])).toEqual([first]);
});

test('or of some types', async () => {
	expect(await askedWith(['refund', 'campaign_sends'])).toMatchObject([
		{ ...DATES, transaction_types: ['refund', 'campaign_sends'] },
	]);
});
