import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERSON, RUNS_TABLE } from '../../sandbox/demo/troubleWatch.mts';
import { LOOKS, TELLS, TroubleStage } from './troubleStage.mts';

// How many messages each trouble makes, after how long on n8n's own clock, and what they say.

const TIMEOUT = 120_000;
const REFUSED =
	'={{ $execution.id }} of 190 gifts need you: {{ $execution.id }} were refused (Reachdesk does not know this API token (401), request r{{ $execution.id }}x). Check the token in the credential';
const UNREACHABLE =
	'=2 of 2 gifts need you: 2 were not tried (Reachdesk cannot be reached since {{ $now.toISO() }})';
const FOREIGN = '=The list of <b>שלום & Co</b> is empty in batch {{ $execution.id }}';

let stage: TroubleStage;
let failBirthdays: () => Promise<void>;
let failForeign: () => Promise<void>;
let failReachdesk: () => Promise<void>;
let occasions = '';

beforeAll(async () => {
	stage = await TroubleStage.open('2027-03-08 08:00:00');
}, 180_000);
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

/** A row of Gift Runs as gift-log writes it. */
const runOf = (workflow: string, id: string, completedAt: string) => ({
	workflow_id: id,
	workflow,
	trigger: 'HiBob Employees',
	day: completedAt.slice(0, 10),
	completed_at: completedAt,
	next_run: new Date(Date.parse(completedAt) + 24 * 3_600_000).toISOString(),
	head_count: 253,
	read: 252,
	due: 4,
	skipped: '{}',
	missed: 0,
	warnings: '[]',
	needs_you: 0,
});

describe('a test run in the editor', () => {
	it.each([
		['alerts', TELLS, /^\[Test\] Birthday gift: 3 of 19 gifts need you/],
		['watch', LOOKS, /^\[Test\] No run of Birthday gift for 27 hours$/],
	] as const)(
		'of gift-%s shows an example, and marks nothing as told',
		async (which, trigger, subject) => {
			const { n8n } = stage;
			const run = await n8n.waitForExecution(await n8n.runManually(stage[which], trigger));
			expect(run.error).toBeUndefined();
			expect(stage.newMails()).toMatchObject([
				{
					to: [PERSON],
					subject: expect.stringMatching(subject),
					text: expect.stringContaining('This is an example.'),
				},
			]);
		},
		TIMEOUT,
	);

	it(
		'leaves both tables empty; then both workflows are published',
		async () => {
			const { n8n, alerts, watch } = stage;
			const failure = await n8n.waitForExecution(
				await n8n.runManually(alerts, 'When a Workflow Fails'),
			);
			expect(failure.error).toBeUndefined();
			expect(newSubjects()).toEqual([expect.stringMatching(/^\[Test\] /)]);
			expect(await stage.alertRows()).toEqual([]);
			expect(await (await n8n.dataTable(RUNS_TABLE)).rows()).toEqual([]);
			await n8n.publish(alerts);
			await n8n.publish(watch);
			failBirthdays = await stage.failing('Birthday gift', REFUSED);
			failForeign = await stage.failing('Newsletter', FOREIGN);
			failReachdesk = await stage.failing('Welcome box', UNREACHABLE);
			occasions = await stage.occasions('Occasions');
		},
		TIMEOUT,
	);
});

describe('a good day', () => {
	it(
		'makes no message',
		async () => {
			await stage.look('alerts', '2027-03-08 08:05:59');
			await stage.noteRun(runOf('Occasions', occasions, '2027-03-08T07:00:10.000Z'));
			await stage.look('watch', '2027-03-08 08:25:30');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('a Reachdesk token that has expired', () => {
	it(
		'makes one message within five minutes, however many runs fail at the same moment',
		async () => {
			await stage.n8n.moveClock('2027-03-08 08:30:30');
			await Promise.all([failBirthdays(), failBirthdays(), failBirthdays()]);
			await failBirthdays();
			await stage.recorded(4);
			await stage.look('alerts', '2027-03-08 08:35:59');
			const [mail, ...more] = stage.newMails();
			expect(more).toEqual([]);
			expect(mail?.subject).toMatch(
				/^Birthday gift: \d+ of 190 gifts need you: \d+ were refused \(Reachdesk does not know this API token \(401\)/,
			);
			expect(mail?.text).toContain('Since: Monday 8 March 2027, 08:3');
			expect(mail?.text).toMatch(/Affected: .Birthday gift.: \d+ of 190 gifts/);
			expect(mail?.text).toContain('enter a valid token');
			expect(mail?.text).toMatch(/Open the execution: http\S+\/workflow\/\w+\/executions\/\d+/);
			expect(Math.max(...(await minutesUntilTold()))).toBeLessThanOrEqual(6);
		},
		TIMEOUT,
	);

	it(
		'makes no second message on that day',
		async () => {
			await failBirthdays();
			await stage.look('alerts', '2027-03-08 08:40:59');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);

	it(
		'is told apart from a failure of another workflow, whose words are escaped',
		async () => {
			await failForeign();
			await failForeign();
			await stage.look('alerts', '2027-03-08 08:45:59');
			const [mail, ...more] = stage.newMails();
			expect(more).toEqual([]);
			expect(mail?.subject).toMatch(/^Newsletter: The list of <b>שלום & Co<\/b> is empty/);
			expect(mail?.html).toContain('&#60;b&#62;שלום &#38; Co');
			expect(mail?.html).toContain('<bdi>Newsletter</bdi>');
			expect(mail?.text).toContain('How often: 2 times');
		},
		TIMEOUT,
	);
});

describe('a HiBob that answers 403 for three days', () => {
	it.each([
		['2027-03-09', 'Since: Tuesday 9 March 2027, 07:0', '(day 2)'],
		['2027-03-10', 'Since: Tuesday 9 March 2027, 07:0', '(day 3)'],
		['2027-03-11', 'Since: Tuesday 9 March 2027, 07:0', '(day 4)'],
	])(
		'makes one message on %s, and none from gift-watch',
		async (day, since, other) => {
			stage.hibob.setToday(day);
			if (day === '2027-03-09') {
				stage.hibob.faults.add({ fault: { kind: 'status', when: 'before', status: 403 } });
			}
			const { n8n } = stage;
			// the run time, and two of the later tries
			for (const time of ['07:00:02', '07:20:02', '09:10:02']) {
				const before = (await n8n.executions(occasions)).length;
				await n8n.moveClock(`${day} ${time}`);
				await n8n.waitForExecutions(occasions, { count: before + 1 });
				if (time === '07:00:02') await stage.look('alerts', `${day} 07:05:59`);
			}
			// more executions fail with other counts and numbers on each day
			for (let count = 0; count < 4; count++) await failBirthdays();
			await stage.look('watch', `${day} 10:25:30`);
			await stage.look('alerts', `${day} 10:35:59`);
			const mails = stage.newMails();
			expect(mails.map(({ subject }) => subject.split(':')[0]).sort()).toEqual([
				'Birthday gift',
				'Occasions',
			]);
			const about = (name: string) => mails.find(({ subject }) => subject.startsWith(name))?.text;
			expect(about('Occasions')).toContain(since);
			expect(about('Occasions')).toContain('403');
			expect(about('Occasions')).toContain('Open the workflow: http');
			expect(about('Birthday gift')).toContain(other);
		},
		TIMEOUT,
	);
});

describe('email that is down for hours, and Reachdesk with it', () => {
	it(
		'makes each message once when email is back',
		async () => {
			stage.hibob.faults.clear();
			await stage.n8n.moveClock('2027-03-11 12:01:00');
			await stage.smtp.shut();
			await failReachdesk();
			await failForeign();
			const down = await stage.look('alerts', '2027-03-11 12:05:59');
			expect(down.status).toBe('error');
			await failReachdesk();
			await stage.look('alerts', '2027-03-11 14:35:59');
			expect(newSubjects()).toEqual([]);
			await stage.smtp.reopen();
			await stage.look('alerts', '2027-03-11 15:05:59');
			const [mail, ...more] = stage.newMails();
			expect(more).toEqual([]);
			expect(mail?.subject).toBe('2 problems in 2 workflows');
			expect(mail?.text).toContain('Reachdesk cannot be reached');
			expect(mail?.text).toContain('The list of');
			expect(mail?.text).toContain('No email could be sent until now.');
			await stage.look('alerts', '2027-03-11 15:10:59');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('a trigger that is dead', () => {
	it(
		'makes one message after 26 hours, also when email is down at that time, and one for a new silence',
		async () => {
			const { n8n } = stage;
			await stage.noteRun(runOf('Welcome', 'gone', '2027-03-12T07:00:10.000Z'));
			await stage.noteRun(runOf('Occasions', occasions, '2027-03-12T07:00:10.000Z'));
			await stage.look('watch', '2027-03-13 08:25:30');
			expect(newSubjects()).toEqual([]);
			await stage.noteRun(runOf('Occasions', occasions, '2027-03-13T07:00:10.000Z'));
			await stage.smtp.shut();
			const down = await stage.look('watch', '2027-03-13 09:25:30');
			expect(down.status).toBe('error');
			await stage.smtp.reopen();
			await stage.look('watch', '2027-03-13 10:25:30');
			expect(stage.newMails()).toMatchObject([
				{
					subject: 'No run of Welcome for 27 hours',
					text: expect.stringContaining('Delete its row in the data table Gift Runs'),
				},
			]);
			await stage.look('watch', '2027-03-13 11:25:30');
			expect(newSubjects()).toEqual([]);
			await (await n8n.dataTable(RUNS_TABLE)).remove('workflow_id', 'gone');
		},
		TIMEOUT,
	);
});

describe('a run that could read nobody, and warnings', () => {
	it(
		'make one message each while they last',
		async () => {
			const bad = {
				...runOf('Occasions', occasions, '2027-03-13T11:30:00.000Z'),
				read: 0,
				warnings: JSON.stringify(['The list site has changed for 3 people.']),
			};
			await stage.noteRun(bad);
			await stage.look('watch', '2027-03-13 12:25:30');
			const [mail, ...more] = stage.newMails();
			expect(more).toEqual([]);
			expect(mail?.subject).toBe('2 things to look at in gift workflows');
			expect(mail?.text).toContain('could read nobody');
			expect(mail?.text).toContain('The list site has changed for 3 people.');
			await stage.look('watch', '2027-03-13 13:25:30');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('an n8n that was down for two days', () => {
	it(
		'makes one message that says from when to when, and which workflows have caught up',
		async () => {
			await stage.noteRun(runOf('Welcome', 'gone', '2027-03-13T07:00:10.000Z'));
			await stage.n8n.kill();
			await stage.restartAt('2027-03-15 13:24:00');
			await stage.look('watch', '2027-03-15 13:25:30');
			// the workflow that has not run yet gets an hour
			expect(newSubjects()).toEqual([]);
			await stage.noteRun(runOf('Occasions', occasions, '2027-03-15T13:25:40.000Z'));
			await stage.look('watch', '2027-03-15 14:25:30');
			const [mail, ...more] = stage.newMails();
			expect(more).toEqual([]);
			expect(mail?.subject).toMatch('n8n was off from Saturday 13 March 2027, 13:25 UTC');
			expect(mail?.text).toMatch(
				/between Saturday 13 March 2027, 13:25 UTC and Monday 15 March 2027, 13:2\d UTC/,
			);
			expect(mail?.text).toMatch(/Caught up: .Occasions./);
			expect(mail?.text).toMatch(/Not yet: .Welcome./);
			await stage.look('watch', '2027-03-15 15:25:30');
			await stage.look('watch', '2027-03-15 16:25:30');
			expect(newSubjects()).toEqual([]);
		},
		TIMEOUT,
	);
});

describe('data tables that are full', () => {
	it(
		'make one message at once, and none from those that fail with them',
		async () => {
			await stage.restartAt('2027-03-16 06:24:00', { N8N_DATA_TABLES_MAX_SIZE_BYTES: '1' });
			await Promise.all([failForeign(), failForeign()]);
			const [foreign, ...others] = stage.newMails();
			expect(others).toEqual([]);
			expect(foreign?.subject).toMatch(/^Newsletter: The list of/);
			expect(foreign?.text).toContain(
				'could not be recorded in the data table Gift Alerts: Data table size limit exceeded',
			);

			const down = await stage.look('watch', '2027-03-16 06:25:30');
			expect(down.status).toBe('error');
			await stage.n8n.waitUntil(() => Promise.resolve(stage.mailbox.mails.length > 0));
			await stage.look('watch', '2027-03-16 07:25:30');
			await failForeign();
			const mails = stage.newMails();
			expect(mails).toHaveLength(1);
			expect(mails[0]?.subject).toMatch(/^Gift watch: Data table size limit exceeded/);
			expect(mails[0]?.text).toContain('Delete rows that nobody needs');
		},
		TIMEOUT,
	);
});
