import { beforeEach, describe, expect, it } from '@jest/globals';
import { companyOn } from '../../sandbox/hibob/people.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import type { StoredSend } from '../../sandbox/reachdesk/server.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import { layBirthdays } from '../queue/company.mts';
import { Ledger } from '../queue/ledger.mts';
import { isLogWhole, logGaps } from './giftLog.mts';

const DAY = '2026-12-01';
const NO_GAPS = { unlogged: [], invented: [], unexplained: [] };

let ledger: Ledger;
let people: Person[];
let sends: StoredSend[];

beforeEach(async () => {
	const reachdesk = await startReachdesk();
	people = companyOn(DAY, { size: 160 });
	layBirthdays(people, [{ day: DAY, gifts: 2 }]);
	ledger = new Ledger();
	ledger.noteDay(DAY, people, { mayBeLate: true });
	for (const { person, occasion, gift } of whoMattersOn(DAY, people)) {
		const email = person['root.email'];
		if (occasion !== 'birthday' || !gift || email === null) continue;
		reachdesk.addPastSend({ email, campaignId: 1501, createdAt: `${DAY}T07:00:05.000Z` });
	}
	sends = [...reachdesk.sends];
	await reachdesk.stop();
});

/** A log in which everything is as it happened. */
const whole = () => [
	...sends.map(({ email }) => ({ key: ledger.keyOf(email), outcome: 'sent' })),
	...ledger.withoutGift().map((key) => ({ key, outcome: 'skipped' })),
];

describe('the Gift Log, held against what has happened', () => {
	it('is whole when it has each gift and each person without one', () => {
		expect(sends.length).toBeGreaterThan(0);
		expect(ledger.withoutGift().length).toBeGreaterThan(0);
		const gaps = logGaps(whole(), sends, ledger);
		expect(gaps).toEqual(NO_GAPS);
		expect(isLogWhole(gaps)).toBe(true);
	});

	it('misses a gift that it does not have, or does not call made', () => {
		const [first, ...others] = whole();
		const refused = [{ ...first, outcome: 'refused' }, ...others];
		for (const log of [others, refused]) {
			const gaps = logGaps(log, sends, ledger);
			expect(gaps.unlogged).toHaveLength(1);
			expect(isLogWhole(gaps)).toBe(false);
		}
	});

	it('knows a gift by its send, too, as the workflow Gift follow-up adds it', () => {
		const [first, ...others] = whole();
		const id = String(sends[0]?.id);
		const added = { key: `reachdesk:${id}`, outcome: 'sent', send_id: id };
		const cut = { ...first, outcome: 'notDue' };
		expect(logGaps([cut, ...others, added], sends, ledger)).toEqual(NO_GAPS);
		const other = { ...added, send_id: '1' };
		expect(logGaps([...others, other], sends, ledger).unlogged).toHaveLength(1);
	});

	it('invents a gift that Reachdesk does not have', () => {
		const gaps = logGaps(whole(), sends.slice(1), ledger);
		expect(gaps.invented).toHaveLength(1);
		expect(isLogWhole(gaps)).toBe(false);
	});

	it('explains nobody whom it does not name', () => {
		const gaps = logGaps(whole().slice(0, -1), sends, ledger);
		expect(gaps.unexplained).toHaveLength(1);
		expect(isLogWhole(gaps)).toBe(false);
	});
});
