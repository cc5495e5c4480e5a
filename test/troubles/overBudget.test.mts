import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TroubleStage } from './troubleStage.mts';

// A cap that is reached in the last days of a month: how many messages, on n8n's own clock, and what becomes
// of the gifts. The shipped birthday gift, Gift log, Gift alerts and Gift watch with their shipped schedules.

const TIMEOUT = 400_000;
const CAMPAIGN = 1501;
const MOST = 2;

let stage: TroubleStage;
let gifts = '';

beforeAll(async () => {
	stage = await TroubleStage.open('2027-03-29 06:50:00');
	await stage.n8n.publish(stage.alerts);
	await stage.n8n.publish(stage.watch);
	const cap = { per: 'campaignMonth', gifts: String(MOST) };
	gifts = await stage.birthdayGift({ caps: { cap: [cap] } });
}, 180_000);
afterAll(async () => {
	await stage.close();
}, 60_000);

const newSubjects = (): string[] => stage.newMails().map(({ subject }) => subject);

/** Looks of both watchers in the four hours after a run. */
async function untilNoon(day: string): Promise<void> {
	for (const time of ['07:05:59', '08:25:59']) await stage.look('alerts', `${day} ${time}`);
	await stage.look('watch', `${day} 09:25:30`);
	await stage.look('alerts', `${day} 11:35:59`);
}
const sends = () => stage.reachdesk.sends.filter(({ campaign }) => campaign.id === CAMPAIGN);
const over = async () =>
	(await (await stage.n8n.dataTable('Gift Log')).rows()).filter(
		({ outcome }) => outcome === 'overBudget',
	);

describe('a cap that is reached', () => {
	it(
		'makes one message on the day on which gifts go over it',
		async () => {
			for (let person = 0; person < MOST + 2; person++) stage.birthdays.add('03-29');
			const run = await stage.run(gifts, '2027-03-29 07:00:02');
			expect(run.status).toBe('error');
			await stage.recorded(1);
			await untilNoon('2027-03-29');
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => subject)).toEqual([]);
			expect(mail?.subject).toMatch(/^Birthday gift: \d of \d gifts need you: \d are over budget/);
			expect(mail?.text).toContain(
				'the cap is 2 per campaign and month. To send it, raise the cap',
			);
			expect(sends()).toHaveLength(MOST);
			expect((await over()).length).toBeGreaterThanOrEqual(2);
		},
		TIMEOUT,
	);

	it(
		'makes none on the next day, on which they are offered again, and the run is green',
		async () => {
			const before = await over();
			const run = await stage.run(gifts, '2027-03-30 07:00:02');
			expect(run.error).toBeUndefined();
			await untilNoon('2027-03-30');
			expect(newSubjects()).toEqual([]);
			expect(sends()).toHaveLength(MOST);
			const after = await over();
			expect(after.map(({ key }) => key).sort()).toEqual(before.map(({ key }) => key).sort());
			expect(new Set(after.map(({ run_day: day }) => day))).toEqual(new Set(['2027-03-30']));
		},
		TIMEOUT,
	);

	it(
		'makes one more, about what is new alone, when another gift goes over',
		async () => {
			const before = await over();
			stage.birthdays.add('03-31');
			expect((await stage.run(gifts, '2027-03-31 07:00:02')).status).toBe('error');
			await stage.recorded(2);
			await untilNoon('2027-03-31');
			const newOnes = String((await over()).length - before.length);
			expect(newSubjects()).toEqual([
				expect.stringMatching(
					new RegExp(
						`^Birthday gift: ${newOnes} of \\d+ gifts? needs? you: ${newOnes} (is|are) over budget`,
					),
				),
			]);
			expect(Number(newOnes)).toBeGreaterThan(0);
			expect(sends()).toHaveLength(MOST);
		},
		TIMEOUT,
	);

	it(
		'lets the gifts go in the next month, as far as it allows',
		async () => {
			const before = await over();
			await stage.run(gifts, '2027-04-01 07:00:02');
			expect(sends()).toHaveLength(2 * MOST);
			expect(await over()).toHaveLength(before.length - MOST);
			const emails = sends().map(({ email }) => email);
			expect(new Set(emails).size).toBe(emails.length);
		},
		TIMEOUT,
	);
});
