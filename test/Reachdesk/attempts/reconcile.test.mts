import { expect, test } from '@jest/globals';
import { reconcile } from '../../../nodes/Reachdesk/attempts/reconcile.ts';
import { SendOwners } from '../../../nodes/Reachdesk/attempts/sendOwners.ts';
import type { Gift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { giftTo, sendRow } from '../gifts/gifts.mts';
import { contextOfAccount, onePageOf } from '../transport/pagedList.mts';
import { Row } from './processedRow.mts';

const BEGUN = Date.parse('2026-11-23T07:00:00Z');
const noa = giftTo('noa@work.example', 'noa');
const ada = giftTo('ada@work.example', 'ada');
const WHY = 'Reachdesk did not answer';

const sendTo = ({ request: { recipient } }: ReturnType<typeof giftTo>, id: number) =>
	sendRow({ id, email: recipient.email });

/** Looks three times; `looks` are the rows that each look finds, null where there is no list. */
async function reconciled(
	gifts: readonly Gift[],
	looks: readonly (readonly unknown[] | null)[],
	owners: SendOwners | null = null,
) {
	let requests = 0;
	const context = contextOfAccount(() => {
		const rows = looks[requests++];
		return rows ? onePageOf(rows) : 'out of order';
	});
	const how = { begun: BEGUN, why: WHY, looksAfter: [1, 2, 3], owners };
	const { outcomes, answered } = await reconcile(context, gifts, how);
	return {
		found: gifts.map((gift) => outcomes.get(gift)?.gift?.id ?? outcomes.get(gift)?.explanation),
		answered,
		requests,
	};
}

test('looks end when each of the gifts is listed', async () => {
	const some = [sendTo(noa, 1)];
	const both = [...some, sendTo(ada, 2)];
	expect(await reconciled([noa, ada], [some, both, both])).toEqual({
		found: [1, 2],
		answered: true,
		requests: 2,
	});
});

test('a gift that no look finds may have been created', async () => {
	const { found, answered, requests } = await reconciled([noa], [[], [sendTo(ada, 2)], []]);
	expect(found).toEqual([
		`${WHY}, and its list of sends does not show the gift. It may have been created: a later run checks again`,
	]);
	expect({ answered, requests }).toEqual({ answered: true, requests: 3 });
});

test('a look without a list decides nothing, and the others count', async () => {
	expect(await reconciled([noa], [null, [sendTo(noa, 1)], null])).toEqual({
		found: [1],
		answered: true,
		requests: 2,
	});
	expect(await reconciled([noa], [null, null, null])).toEqual({
		found: [`${WHY}, and its list of sends could not be read. A later run checks again`],
		answered: false,
		requests: 3,
	});
});

test('the gift’s own send counts more than one that no key explains', async () => {
	const owners = new SendOwners(new Row().context());
	await owners.note([{ gift: noa, sendId: '1' }]);
	const both = [sendTo(noa, 2), sendTo(noa, 1)];
	expect((await reconciled([noa], [both], owners)).found).toEqual([1]);
	expect((await reconciled([noa], [[sendTo(noa, 2)]], owners)).found).toEqual([2]);
});

test('a look for which n8n’s database fails decides nothing', async () => {
	const row = new Row();
	row.writesLeft = 0;
	const owners = new SendOwners(row.context());
	const rows = [sendTo(noa, 1)];
	expect(await reconciled([noa], [rows, rows, rows], owners)).toMatchObject({
		answered: false,
		requests: 3,
	});
});
