import { isClean } from './ledger.mts';
import { longPlan } from './plan.mts';
import { companySize, playDays } from './queueRun.mts';
import { reportOf } from './report.mts';
import { QueueStage } from './stage.mts';

// `npm run test:queue`: the shipped birthday workflow in n8n's queue mode, with everything breaking.

const FIRST_DAY = '2026-12-01';
const begun = Date.now();

const say = (text: string) => {
	const seconds = Math.round((Date.now() - begun) / 1000);
	process.stdout.write(`${String(seconds).padStart(5)} s  ${text}\n`);
};

async function run(honoursRequestId: boolean): Promise<boolean> {
	say(`A Reachdesk that ${honoursRequestId ? 'honours' : 'ignores'} a repeated request_id`);
	const plan = longPlan(FIRST_DAY);
	const stage = await QueueStage.open({
		firstDay: FIRST_DAY,
		honoursRequestId,
		size: companySize(plan),
		say,
	});
	try {
		const played = await playDays(stage, plan, say);
		process.stdout.write(`\n${reportOf(played)}\n\n`);
		return isClean(played.tally) && played.violations.length === 0;
	} finally {
		await stage.close();
	}
}

let clean = false;
try {
	const results = [await run(false), await run(true)];
	clean = results.every(Boolean);
	process.stdout.write(
		clean ? 'Queue mode: all as it has to be.\n' : 'Queue mode: NOT as it has to be, see above.\n',
	);
} catch (error) {
	process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
}
process.exitCode = clean ? 0 : 1;
if (process.connected) process.disconnect();
