import { isRecord } from '../../sandbox/n8n/answers.mts';
import { Kept } from '../kept.mts';
import { isClean } from './ledger.mts';
import { longPlan } from './plan.mts';
import { companySize, playDays } from './queueRun.mts';
import type { QueueRun } from './queueRun.mts';
import { reportOf } from './report.mts';
import { QueueStage } from './stage.mts';

// `npm run test:queue`: the shipped birthday workflow in n8n's queue mode, with everything breaking.
// When it was stopped, it continues with the Reachdesk that it had not finished (kept.mts: --keep, --anew).

const FIRST_DAY = '2026-12-01';
const begun = Date.now();

const say = (text: string) => {
	const seconds = Math.round((Date.now() - begun) / 1000);
	process.stdout.write(`${String(seconds).padStart(5)} s  ${text}\n`);
};

const isPlayed = (value: unknown): value is QueueRun =>
	isRecord(value) && 'tally' in value && 'neverHappened' in value;

const kept = Kept.of('queue', process.argv, { say });

async function play(honoursRequestId: boolean): Promise<QueueRun> {
	const plan = longPlan(FIRST_DAY);
	const size = companySize(plan);
	const stage = await QueueStage.open({ firstDay: FIRST_DAY, honoursRequestId, size, say });
	try {
		return await playDays(stage, plan, say);
	} finally {
		await stage.close();
	}
}

async function run(honoursRequestId: boolean): Promise<boolean> {
	const name = `A Reachdesk that ${honoursRequestId ? 'honours' : 'ignores'} a repeated request_id`;
	say(name);
	const played = await kept.part(name, isPlayed, async () => await play(honoursRequestId));
	process.stdout.write(`\n${reportOf(played)}\n\n`);
	const { tally, neverHappened, violations } = played;
	return isClean(tally) && neverHappened.length === 0 && violations.length === 0;
}

const results = [await run(false), await run(true)];
kept.finish();
const clean = results.every(Boolean);
process.stdout.write(
	clean ? 'Queue mode: all as it has to be.\n' : 'Queue mode: NOT as it has to be, see above.\n',
);
process.exitCode = clean ? 0 : 1;
if (process.connected) process.disconnect();
