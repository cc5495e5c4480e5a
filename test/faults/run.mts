import { isRead } from '../../sandbox/hibob/server.mts';
import { plus } from '../../sandbox/hibob/dates.mts';
import { layBirthdays } from '../queue/company.mts';
import { CATCH_UP_DAYS, Ledger } from '../queue/ledger.mts';
import type { Tally } from '../queue/ledger.mts';
import { figuresOf } from '../queue/report.mts';
import { BadRecords } from './badRecord.mts';
import { liveThrough } from './day.mts';
import { isLogWhole, logGaps } from './giftLog.mts';
import type { LogGaps } from './giftLog.mts';
import { planDays } from './plan.mts';
import type { PlanOptions } from './plan.mts';
import { Rig } from './rig.mts';

export interface Scenario extends PlanOptions {
	durable: boolean;
	honoursRequestId: boolean;
	/** how many times faster n8n's clock runs */
	speed: number;
	/** where n8n’s log goes */
	logFile?: string;
	/** whether the catch-up days after the last one also pass while the Gift Log has gaps */
	waitsForLog?: boolean;
}

export interface ScenarioReport {
	scenario: Scenario;
	tally: Tally;
	/** where the Gift Log differs from what has happened */
	log: LogGaps;
	/** how often, by moment */
	kills: Map<string, number>;
	/** how often, by name */
	mishaps: Map<string, number>;
	endings: Map<string, number>;
	retries: number;
	/** requests that the sandbox Reachdesk found to break its contract */
	violations: string[];
	hibobRequests: { all: number; reads: number };
	minutes: number;
}

const TRAPS_A_DAY = 7;

/** Goes through all days of a scenario, and through the catch-up days after them while a gift is owed. */
export async function runScenario(
	scenario: Scenario,
	say: (text: string) => void = () => undefined,
): Promise<ScenarioReport> {
	const begun = Date.now();
	const plans = planDays(scenario);
	const gifts = plans.reduce((sum, plan) => sum + plan.gifts, 0);
	// not everybody is ordinary
	const size = Math.ceil((gifts + plans.length * TRAPS_A_DAY) * 1.6) + 200;
	const rig = await Rig.open({ ...scenario, size });
	try {
		const { hibob, reachdesk } = rig.services;
		layBirthdays(hibob.people, plans);
		const ledger = new Ledger();
		const badRecords = new BadRecords();
		const report: ScenarioReport = {
			scenario,
			tally: ledger.tally([]),
			log: logGaps([], [], ledger),
			kills: new Map(),
			mishaps: new Map(),
			endings: new Map(),
			retries: 0,
			violations: [],
			hibobRequests: { all: 0, reads: 0 },
			minutes: 0,
		};
		const tail = Array.from({ length: CATCH_UP_DAYS }, (_, index) => ({
			day: plus(scenario.firstDay, { days: scenario.days + index }),
			gifts: 0,
			mishaps: [],
			kills: [],
			ending: null,
		}));
		const gapsInLog = async () => logGaps(await rig.giftLog(), reachdesk.sends, ledger);
		const isOwed = async () => {
			const { lost, heldInTheEnd } = ledger.tally(reachdesk.sends);
			if (lost.length > 0 || heldInTheEnd.length > 0) return true;
			return scenario.waitsForLog === true && !isLogWhole(await gapsInLog());
		};
		for (const [index, plan] of [...plans, ...tail].entries()) {
			if (index >= plans.length && !(await isOwed())) break;
			const day = await liveThrough(plan, rig, ledger, badRecords);
			for (const kill of day.kills) count(report.kills, kill);
			for (const mishap of day.mishaps) count(report.mishaps, mishap);
			if (day.ending !== null) count(report.endings, day.ending);
			report.retries += day.retries;
			say(
				[
					plan.day,
					`${String(plan.gifts)} due`,
					`${String(reachdesk.sends.length)} sent so far`,
					...day.kills.map((moment) => `killed ${moment}`),
					...day.mishaps,
					...(day.ending === null ? [] : [day.ending]),
				].join(', '),
			);
		}
		report.tally = ledger.tally(reachdesk.sends);
		report.log = await gapsInLog();
		report.violations = reachdesk.requests.flatMap(({ violations }) => violations);
		report.hibobRequests = {
			all: hibob.requests.length,
			reads: hibob.requests.filter(isRead).length,
		};
		report.minutes = (Date.now() - begun) / 60_000;
		say(
			figuresOf(report.tally)
				.map(([name, figure]) => `${name} ${String(figure)}`)
				.join(', '),
		);
		return report;
	} finally {
		await rig.close();
	}
}

const count = (counts: Map<string, number>, name: string): void => {
	counts.set(name, (counts.get(name) ?? 0) + 1);
};
