import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PERSON, RUNS_TABLE } from '../../sandbox/demo/troubleWatch.mts';
import { LOOKS, TELLS, TroubleStage } from './troubleStage.mts';

// How many messages each trouble makes, after how long on n8n's own clock, and what they say. The
// shipped birthday gift, Gift log, Gift alerts and Gift watch with their shipped schedules, one day
// after the other.

const TIMEOUT = 400_000;
const FOREIGN = '=The list of <b>שלום & Co</b> is empty in batch {{ $execution.id }}';

let stage: TroubleStage;
let failForeign: () => Promise<void>;
let gifts = '';

beforeAll(async () => {
	stage = await TroubleStage.open('2027-03-08 06:50:00');
}, 180_000);
// no test is to fail because an earlier one has
afterEach(async () => {
	await stage.smtp.reopen();
	stage.reachdesk.faults.clear();
	stage.hibob.faults.clear();
});
afterAll(async () => {
	await stage.close();
}, 60_000);

const newSubjects = (): string[] => stage.newMails().map(({ subject }) => subject);

/** Minutes on n8n's clock from the first failure of each alert to its message. */
async function minutesUntilTold(): Promise<number[]> {
	return (await stage.alertRows()).map(({ since, told_at: told }) =>
		Math.round((Date.parse(String(told)) - Date.parse(String(since))) / 60_000),
	);
}

/** A row of Gift Runs as gift-log writes it, of a workflow that is no more. */
const runOfWelcome = (completedAt: string) => ({
	workflow_id: 'gone',
	workflow: 'Welcome',
	trigger: 'HiBob Employees',
	day: completedAt.slice(0, 10),
	completed_at: completedAt,
	next_run: new Date(Date.parse(completedAt) + 24 * 3_600_000).toISOString(),
	head_count: '253',
	read: '252',
	warnings: '[]',
});

describe('a test run in the editor', () => {
	it.each([
		['alerts', TELLS, /^\[Test\] Birthday gift: 3 of 19 gifts need you/],
		['watch', LOOKS, /^\[Test\] No run of Birthday gift for 27 hours$/],
	] as const)(
		'of gift-%s shows an example',
		async (which, trigger, subject) => {
			const { n8n } = stage;
			const run = await n8n.waitForExecution(await n8n.runManually(stage[which], trigger));
			expect(run.error).toBeUndefined();
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => `${subject}, after ${mail?.subject ?? ''}`)).toEqual([]);
			expect(mail?.to).toEqual([PERSON]);
			expect(mail?.subject).toMatch(subject);
			expect(mail?.text).toContain('This is an example.');
		},
		TIMEOUT,
	);

	it(
		'marks nothing as told',
		async () => {
			const { n8n, alerts } = stage;
			const run = await n8n.runManually(alerts, 'When a Workflow Fails');
			expect((await n8n.waitForExecution(run)).error).toBeUndefined();
			expect(newSubjects()).toEqual([expect.stringMatching(/^\[Test\] /)]);
			expect(await stage.alertRows()).toEqual([]);
			expect(await (await n8n.dataTable(RUNS_TABLE)).rows()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('a good day', () => {
	it(
		'makes no message',
		async () => {
			const { n8n, alerts, watch } = stage;
			await n8n.publish(alerts);
			await n8n.publish(watch);
			failForeign = await stage.failing('Newsletter', FOREIGN);
			stage.birthdays.add('03-08');
			gifts = await stage.birthdayGift();
			const run = await stage.run(gifts, '2027-03-08 07:00:02');
			expect(run.error).toBeUndefined();
			expect(stage.reachdesk.sends.length).toBeGreaterThan(0);
			await stage.look('alerts', '2027-03-08 07:05:59');
			await stage.look('watch', '2027-03-08 07:25:30');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('a Reachdesk token that has expired', () => {
	it(
		'makes one message within five minutes that says what to do',
		async () => {
			stage.birthdays.add('03-09');
			stage.birthdays.add('03-09');
			stage.reachdesk.faults.add({ fault: { kind: 'status', when: 'before', status: 401 } });
			expect(await stage.run(gifts, '2027-03-09 07:00:02')).toMatchObject({ status: 'error' });
			await stage.recorded(1);
			await stage.look('alerts', '2027-03-09 07:05:59');
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => `${subject}, after ${mail?.subject ?? ''}`)).toEqual([]);
			expect(mail?.subject).toMatch(/^Birthday gift: (\d+) of \1 gifts need you: \1 were refused/);
			expect(mail?.subject.length).toBeLessThanOrEqual(160);
			expect(mail?.text).toContain('Since: Tuesday 9 March 2027, 07:00 UTC');
			expect(mail?.text).toMatch(/Affected: .Birthday gift.: \d+ of \d+ gifts/);
			expect(mail?.text).toContain('enter a valid token');
			expect(mail?.text).toMatch(/Open the execution: http\S+\/workflow\/\w+\/executions\/\d+/);
			expect(Math.max(...(await minutesUntilTold()))).toBeLessThanOrEqual(6);
		},
		TIMEOUT,
	);
});

describe('a foreign workflow that fails again and again', () => {
	it(
		'makes one message when its executions fail at the same moment, with its words escaped',
		async () => {
			await Promise.all([failForeign(), failForeign(), failForeign()]);
			await stage.recorded(4);
			await stage.look('alerts', '2027-03-09 07:10:59');
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => `${subject}, after ${mail?.subject ?? ''}`)).toEqual([]);
			expect(mail?.subject).toMatch(/^Newsletter: The list of <b>שלום & Co<\/b> is empty/);
			expect(mail?.html).toContain('&#60;b&#62;שלום &#38; Co');
			expect(mail?.html).toContain('<bdi>Newsletter</bdi>');
			await failForeign();
			await stage.look('alerts', '2027-03-09 07:15:59');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('a HiBob that answers 403 for three days', () => {
	it.each([
		['2027-03-10', 'Since: Wednesday 10 March 2027, 07:00 UTC\n'],
		['2027-03-11', 'Since: Wednesday 10 March 2027, 07:00 UTC (day 2)'],
		['2027-03-12', 'Since: Wednesday 10 March 2027, 07:00 UTC (day 3)'],
	])(
		'makes one message on %s, and none from gift-watch',
		async (day, since) => {
			stage.reachdesk.faults.clear();
			stage.hibob.faults.clear();
			stage.hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 403 } });
			stage.hibob.setToday(day);
			await stage.n8n.moveClock(`${day} 07:00:02`);
			await stage.recordedOn(day, 'Birthday gift');
			// later tries fail, too
			for (const time of ['07:05:59', '07:25:59', '09:10:59']) {
				await stage.look('alerts', `${day} ${time}`);
			}
			await stage.look('watch', `${day} 10:25:30`);
			await stage.look('alerts', `${day} 10:35:59`);
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => `${subject}, after ${mail?.subject ?? ''}`)).toEqual([]);
			expect(mail?.subject).toMatch(/^Birthday gift: HiBob .*\(403\)/);
			expect(mail?.text).toContain(since);
			expect(mail?.text).toContain('Open the workflow: http');
		},
		TIMEOUT,
	);
});

describe('email that is down for hours, and Reachdesk with it', () => {
	it(
		'makes one message about everything when email is back',
		async () => {
			stage.hibob.faults.clear();
			stage.birthdays.add('03-13');
			stage.reachdesk.faults.add({ fault: { kind: 'status', when: 'before', status: 503 } });
			await stage.smtp.shut();
			expect(await stage.run(gifts, '2027-03-13 07:00:02')).toMatchObject({ status: 'error' });
			await failForeign();
			await stage.look('alerts', '2027-03-13 07:05:59');
			await stage.look('alerts', '2027-03-13 10:35:59', 'error');
			expect(newSubjects()).toEqual([]);
			await stage.smtp.reopen();
			await stage.look('alerts', '2027-03-13 11:05:59');
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => `${subject}, after ${mail?.subject ?? ''}`)).toEqual([]);
			expect(mail?.subject).toBe('2 problems in 2 workflows');
			expect(mail?.text).toContain('need');
			expect(mail?.text).toContain('The list of');
			expect(mail?.text).toContain('No message could be sent until now.');
			await stage.look('alerts', '2027-03-13 11:10:59');
			expect(newSubjects()).toEqual([]);
			stage.reachdesk.faults.clear();
		},
		TIMEOUT,
	);
});

describe('a trigger that is dead', () => {
	it(
		'makes one message when 26 hours are over, also when email is down at that time',
		async () => {
			// n8n starts no error workflow for a trigger that it could not start: there is just no run
			await stage.n8n.unpublish(gifts);
			await stage.look('watch', '2027-03-14 08:25:30');
			expect(newSubjects()).toEqual([]);
			// after some hours without a look, runs get until the next one
			await stage.look('watch', '2027-03-14 16:25:30');
			await stage.smtp.shut();
			await stage.look('watch', '2027-03-14 17:25:30', 'error');
			// an email that is back at once would also tell that this one could not be sent
			await stage.look('alerts', '2027-03-14 18:00:59');
			await stage.smtp.reopen();
			await stage.look('watch', '2027-03-14 18:25:30');
			await stage.look('alerts', '2027-03-14 18:35:59');
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => `${subject}, after ${mail?.subject ?? ''}`)).toEqual([]);
			expect(mail?.subject).toBe('No run of Birthday gift for 35 hours');
			expect(mail?.text).toContain('Delete its row in the data table Gift Runs');
			await stage.look('watch', '2027-03-14 19:25:30');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('a run that could read nobody, and a warning', () => {
	it(
		'make one message while they last',
		async () => {
			await stage.noteRun({
				...runOfWelcome('2027-03-14T19:30:00.000Z'),
				read: '0',
				warnings: JSON.stringify(['The list site has changed for 3 people.']),
			});
			await stage.look('watch', '2027-03-14 20:25:30');
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => `${subject}, after ${mail?.subject ?? ''}`)).toEqual([]);
			expect(mail?.subject).toBe('2 things to look at in gift workflows');
			expect(mail?.text).toContain('could read nobody');
			expect(mail?.text).toContain('The list site has changed for 3 people.');
			await stage.look('watch', '2027-03-14 21:25:30');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('an n8n that was down for two days', () => {
	it(
		'makes one message that says from when to when, and which workflows have caught up',
		async () => {
			await stage.noteRun(runOfWelcome('2027-03-14T19:30:00.000Z'));
			await stage.n8n.publish(gifts);
			const before = (await stage.n8n.executions(gifts)).length;
			await stage.n8n.kill();
			await stage.restartAt('2027-03-16 22:24:00');
			await stage.n8n.waitForExecutions(gifts, { count: before + 1, timeoutMs: TIMEOUT });
			await stage.look('watch', '2027-03-16 22:25:30');
			// a workflow that has not run yet gets an hour
			expect(newSubjects()).toEqual([]);
			await stage.look('watch', '2027-03-16 23:25:30');
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => `${subject}, after ${mail?.subject ?? ''}`)).toEqual([]);
			expect(mail?.subject).toBe('n8n was off from Sunday 14 March 2027, 21:25 UTC');
			expect(mail?.text).toMatch(/and Tuesday 16 March 2027, 22:2\d UTC at the latest/);
			expect(mail?.text).toMatch(/Caught up: .Birthday gift./);
			expect(mail?.text).toMatch(/Not yet: .Welcome./);
			await stage.look('watch', '2027-03-17 00:25:30');
			expect(newSubjects()).toEqual([]);
			await (await stage.n8n.dataTable(RUNS_TABLE)).remove('workflow_id', 'gone');
		},
		TIMEOUT,
	);
});

describe('data tables that are full', () => {
	it(
		'make one message at once, however many workflows they stop; another cause makes its own',
		async () => {
			stage.birthdays.add('03-17');
			await stage.restartAt('2027-03-17 06:58:00', { N8N_DATA_TABLES_MAX_SIZE_BYTES: '1' });
			expect(await stage.run(gifts, '2027-03-17 07:00:02')).toMatchObject({ status: 'error' });
			await stage.mailsArrive(1);
			await stage.look('watch', '2027-03-17 07:25:30', 'error');
			await stage.look('watch', '2027-03-17 08:25:30', 'error');
			const [mail, ...more] = stage.newMails();
			expect(more.map(({ subject }) => `${subject}, after ${mail?.subject ?? ''}`)).toEqual([]);
			// whichever was stopped first
			expect(mail?.subject).toMatch(
				/^(Birthday gift|Gift watch): .*(could not be written to the Gift Log|size limit)/,
			);
			expect(mail?.text).toContain('could not be recorded in the data table Gift Alerts');
			await Promise.all([failForeign(), failForeign(), failForeign()]);
			await stage.mailsArrive(1);
			await failForeign();
			const [foreign, ...others] = newSubjects();
			expect(others).toEqual([]);
			expect(foreign).toMatch(/^Newsletter: /);
		},
		TIMEOUT,
	);
});
