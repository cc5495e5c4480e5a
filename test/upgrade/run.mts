import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createCredentials } from '../../sandbox/demo/stage.mts';

import { plus } from '../../sandbox/hibob/dates.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';
import { isRecord } from '../../sandbox/n8n/answers.mts';
import { installPackages } from '../../sandbox/n8n/communityPackage.mts';
import { outputOf, startN8n } from '../../sandbox/n8n/host.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import { ensureLibfaketime } from '../e2e/libfaketime.mts';
import { FORMER, packCurrent, packFormer } from './formerPackage.mts';
import { gifts, roster, TRIGGER } from './workflows.mts';
import type { TriggerType } from './workflows.mts';

// `npm run test:upgrade`: a real n8n in which the package is replaced in the middle of a month, with
// gifts in doubt and a remembered roster; some days later the former package comes back.

const FIRST_DAY = '2026-11-16';
const FORMER_DAYS = 3;
const CURRENT_DAYS = 5;
const BACK_DAYS = 2;
const CAMPAIGNS = { once: 1501, repeat: 1601 } as const;
const SPEED = 10;
const DELIVERIES = ['once', 'repeat'] as const;
const HEADINGS = [
	'due',
	'sent',
	'duplicates',
	'lost',
	'left meanwhile',
	'in doubt at the upgrade',
	'in doubt after it',
	'for a person: two share an address',
	'items that came again with Once',
	'synced anew',
	'items that came again once the former package was back',
	'synced anew once it was back',
];

const begun = Date.now();
const say = (text: string) => {
	const seconds = Math.round((Date.now() - begun) / 1000);
	process.stdout.write(`${String(seconds).padStart(5)} s  ${text}\n`);
};

interface Tally {
	due: number;
	sent: number;
	duplicates: number;
	lost: number;
	leftMeanwhile: number;
	inDoubt: number;
	/** of the gifts in doubt, with the current package */
	stillInDoubt: number;
	/** addresses that two people share, whose gifts a person has to look at */
	forPerson: number;
	/** items that came a second time with Delivery Once, with the current package */
	comeAgain: number;
	syncedAnew: number;
	/** the same once the former package is back, which knows less and may repeat what it returned */
	comeAgainBack: number;
	syncedAnewBack: number;
}

const repeats = (values: readonly unknown[]): number => values.length - new Set(values).size;

/** One gift for an address and a campaign, as two people with one address get one. */
const dueKey = (delivery: string, email: string): string => `${delivery} ${email.toLowerCase()}`;

async function play(tarballs: { former: string; current: string }): Promise<Tally> {
	await ensureLibfaketime();
	const n8n = await startN8n({
		fakeTime: `${FIRST_DAY} 06:30:00`,
		speed: SPEED,
		tarball: tarballs.former,
		env: { EXECUTIONS_DATA_PRUNE: 'false' },
	});
	const [hibob, reachdesk] = await Promise.all([
		startHiBob({ today: FIRST_DAY, rateLimitPerMinute: 100_000 }),
		startReachdesk({ now: n8n.now }),
	]);
	for (const wallet of reachdesk.wallets) wallet.balance = 10_000_000;
	/** the ids of those who are due for an address and a campaign, and when the last of them leaves */
	const due = new Map<string, { ids: Set<string>; leaves: string | null }>();
	const allDays: string[] = [];
	try {
		const credentials = await createCredentials(n8n, { hibob, reachdesk });
		const workflowsFor = (type: TriggerType) => {
			const { sender } = reachdesk;
			return [
				gifts('once', type, 'once', { campaign: CAMPAIGNS.once, sender }, credentials),
				gifts('repeat', type, 'repeat', { campaign: CAMPAIGNS.repeat, sender }, credentials),
				roster(type, credentials),
			];
		};
		const ids: string[] = [];
		for (const workflow of workflowsFor('hiBobEmployeesTrigger')) {
			const id = await n8n.importWorkflow(workflow);
			ids.push(id);
			await n8n.publish(id);
		}
		const [once = '', repeat = '', rosterId = ''] = ids;

		/** Waits until no gift is being sent any more. */
		const quiet = async () => {
			let before = -1;
			for (let still = 0; still < 3;) {
				await delay(1_500);
				const running = (await Promise.all(ids.map(async (id) => await n8n.executions(id))))
					.flat()
					.filter(({ status }) => status === 'running' || status === 'new').length;
				const now = reachdesk.requests.length;
				still = running === 0 && now === before ? still + 1 : 0;
				before = now;
			}
		};
		const runOf = async (day: string) => {
			allDays.push(day);
			hibob.setToday(day);
			await n8n.moveClock(`${day} 07:00:01`);
			for (const { person, occasion, gift } of whoMattersOn(day, hibob.people)) {
				if (occasion !== 'birthday' || !gift) continue;
				for (const delivery of DELIVERIES) {
					const key = dueKey(delivery, String(person['root.email']));
					due.set(key, {
						ids: (due.get(key)?.ids ?? new Set<string>()).add(person['root.id']),
						leaves: person['internal.terminationDate'],
					});
				}
			}
			await quiet();
			say(`${day}: ${String(reachdesk.sends.length)} gifts so far`);
		};
		/** All that a node of a workflow has returned so far, execution by execution. */
		const putOut = async (workflow: string, node: string) => {
			const executions = await n8n.executions(workflow);
			const whole = await Promise.all(executions.map(async ({ id }) => await n8n.execution(id)));
			return whole.map((execution) => outputOf(execution, node));
		};
		/** The ids of all that the roster has reported as added so far. */
		const added = async (): Promise<unknown[]> =>
			(await putOut(rosterId, TRIGGER))
				.flat()
				.filter(({ event }) => event === 'employeeAdded')
				.map(({ employee }) => (isRecord(employee) ? employee.id : null));
		/** The keys of all that came with Delivery Once so far. */
		const came = async (): Promise<unknown[]> =>
			(await putOut(once, TRIGGER)).flat().map(({ key }) => key);
		/** The addresses of the gifts in doubt, execution by execution. */
		const unclear = async (): Promise<string[][]> =>
			(await putOut(repeat, 'Send Gift')).map((items) =>
				items
					.filter(({ outcome }) => outcome === 'unconfirmed')
					.map(({ recipientEmail }) => String(recipientEmail)),
			);
		/** The former package did not note whose gift is whose, so a person looks at those of a shared address. */
		const isShared = (email: string): boolean =>
			(due.get(dueKey('repeat', email))?.ids.size ?? 0) > 1;
		const replaceBy = async (tarball: string, type: TriggerType, instant: string) => {
			await n8n.stopKeeping();
			await installPackages(n8n.userFolder, { tarball });
			await n8n.restart({ fakeTime: instant });
			for (const [index, workflow] of workflowsFor(type).entries()) {
				await n8n.updateWorkflow(ids[index] ?? '', workflow);
				await n8n.publish(ids[index] ?? '');
			}
		};

		let day = FIRST_DAY;
		for (let count = 0; count < FORMER_DAYS; count++) {
			if (count === FORMER_DAYS - 1) {
				// one gift is never made and one is made, and n8n learns of neither
				const path = `/api/v2/campaigns/${String(CAMPAIGNS.repeat)}`;
				const fault = { method: 'POST', path, times: 1 } as const;
				reachdesk.faults.add({ ...fault, fault: { kind: 'reset', when: 'before' } });
				reachdesk.faults.add({ ...fault, fault: { kind: 'reset', when: 'after' } });
				reachdesk.variants.listingLagSeconds = 20 * 60;
			}
			await runOf(day);
			day = plus(day, { days: 1 });
		}
		const sending = await unclear();
		const inDoubt = sending.flat().length;
		say(`${String(inDoubt)} gifts are in doubt; the package is replaced`);
		reachdesk.faults.clear();
		reachdesk.variants.listingLagSeconds = 0;
		await replaceBy(tarballs.current, 'hiBobTrigger', `${plus(day, { days: -1 })} 12:00:00`);
		const known = (await added()).length;
		for (let count = 0; count < CURRENT_DAYS; count++) {
			await runOf(day);
			day = plus(day, { days: 1 });
		}
		// who joins meanwhile is added once; nobody who was known is added anew
		const all = await added();
		const syncedAnew = repeats(all);
		const comeAgain = repeats(await came());
		const afterwards = (await unclear()).slice(sending.length).flat();
		const forPerson = new Set(afterwards.filter(isShared)).size;
		const stillInDoubt = afterwards.filter((email) => !isShared(email)).length;
		say(`The roster knew ${String(known)} employees, ${String(all.length - known)} have joined`);
		say('The former package comes back');
		await replaceBy(
			tarballs.former,
			'hiBobEmployeesTrigger',
			`${plus(day, { days: -1 })} 12:00:00`,
		);
		for (let count = 0; count < BACK_DAYS; count++) {
			await runOf(day);
			day = plus(day, { days: 1 });
		}

		const made = new Map<string, number>();
		for (const { campaign, email } of reachdesk.sends) {
			const delivery = DELIVERIES.find((name) => CAMPAIGNS[name] === campaign.id);
			const key = dueKey(delivery ?? 'other', email);
			made.set(key, (made.get(key) ?? 0) + 1);
		}
		const missing = [...due].filter(([key]) => !made.has(key));
		const leftMeanwhile = missing.filter(
			([, { leaves }]) => leaves !== null && leaves < (allDays.at(-1) ?? ''),
		);
		for (const [, { ids: missed }] of missing) say(`not sent: ${[...missed].join(', ')}`);
		for (const [key, count] of made) {
			if (count > 1 || !due.has(key)) say(`${String(count)} times: a gift of ${key}`);
		}
		return {
			due: due.size,
			sent: reachdesk.sends.length,
			duplicates: [...made.values()].reduce((sum, count) => sum + count - 1, 0),
			lost: missing.length - leftMeanwhile.length,
			leftMeanwhile: leftMeanwhile.length,
			inDoubt,
			stillInDoubt,
			forPerson,
			comeAgain,
			syncedAnew,
			comeAgainBack: repeats(await came()) - comeAgain,
			syncedAnewBack: repeats(await added()) - syncedAnew,
		};
	} finally {
		await n8n.stop();
		await Promise.all([hibob.stop(), reachdesk.stop()]);
	}
}

const folder = mkdtempSync(path.join(tmpdir(), 'upgrade-'));
let isClean = false;
try {
	say(`Building the package of ${FORMER} …`);
	const tarballs = { former: packFormer(folder), current: packCurrent(folder) };
	const tally = await play(tarballs);
	process.stdout.write(
		[
			'',
			`| ${HEADINGS.join(' | ')} |`,
			`| ${HEADINGS.map(() => '---').join(' | ')} |`,
			`| ${Object.values(tally).map(String).join(' | ')} |`,
			'',
			'',
		].join('\n'),
	);
	const { duplicates, lost, stillInDoubt, comeAgain, syncedAnew } = tally;
	const { comeAgainBack, syncedAnewBack } = tally;
	isClean =
		tally.inDoubt === 2 &&
		[duplicates, lost, stillInDoubt, comeAgain, syncedAnew].every((count) => count === 0) &&
		[comeAgainBack, syncedAnewBack].every((count) => count === 0);
	process.stdout.write(isClean ? 'All as it has to be.\n' : 'NOT as it has to be, see above.\n');
} finally {
	rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isClean ? 0 : 1;
if (process.connected) process.disconnect();
