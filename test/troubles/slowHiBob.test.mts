import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TroubleStage } from './troubleStage.mts';

// A HiBob that does not answer for hours, and one that answers slowly: how many messages, and what becomes
// of the gifts.

const TIMEOUT = 600_000;

let stage: TroubleStage;
let gifts = '';

beforeAll(async () => {
	stage = await TroubleStage.open('2027-03-08 06:50:00');
	await stage.n8n.publish(stage.alerts);
	await stage.n8n.publish(stage.watch);
	for (const day of ['03-08', '03-09', '03-10']) stage.birthdays.add(day);
	gifts = await stage.birthdayGift();
	await stage.run(gifts, '2027-03-08 07:00:02');
	await stage.look('alerts', '2027-03-08 07:05:59');
	await stage.look('watch', '2027-03-08 07:25:30');
}, 400_000);
afterAll(async () => {
	await stage.close();
}, 60_000);

const newSubjects = (): string[] => stage.newMails().map(({ subject }) => subject);

describe('a HiBob that does not answer for hours', () => {
	it(
		'makes one message, and the gifts go out when it is back',
		async () => {
			const day = '2027-03-09';
			expect(newSubjects()).toEqual([]);
			const before = stage.reachdesk.sends.length;
			stage.hibob.faults.add({ fault: { kind: 'noAnswer', when: 'before' } });
			stage.hibob.setToday(day);
			await stage.n8n.moveClock(`${day} 07:00:02`);
			await stage.recordedOn(day, 'Birthday gift');
			for (const time of ['07:09:59', '08:10:59', '09:20:59', '10:35:59']) {
				await stage.look('alerts', `${day} ${time}`);
			}
			await stage.look('watch', `${day} 10:45:30`);
			expect(newSubjects()).toEqual([
				expect.stringMatching(/^Birthday gift: HiBob did not respond in time/),
			]);
			stage.hibob.faults.clear();
			const run = await stage.run(gifts, `${day} 12:10:02`);
			expect(run.error).toBeUndefined();
			expect(stage.reachdesk.sends.length).toBeGreaterThan(before);
			await stage.look('watch', `${day} 13:25:30`);
			await stage.look('alerts', `${day} 13:35:59`);
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('a HiBob that takes 20 seconds for each answer', () => {
	it(
		'makes no message',
		async () => {
			const before = stage.reachdesk.sends.length;
			stage.hibob.faults.add({ fault: { kind: 'slow', milliseconds: 20_000 } });
			const run = await stage.run(gifts, '2027-03-10 07:00:02');
			expect(run.error).toBeUndefined();
			expect(stage.reachdesk.sends.length).toBeGreaterThan(before);
			await stage.look('alerts', '2027-03-10 07:15:59');
			await stage.look('watch', '2027-03-10 08:25:30');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});
