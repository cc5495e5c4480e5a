import type { Execution } from '../n8n/host.mts';
import { check } from './check.mts';
import { toldToEnd } from './ending.mts';
import { reportLines, table } from './report.mts';
import { soonRunTime } from './runTime.mts';
import { setStage } from './stage.mts';
import type { Stage } from './stage.mts';
import { readTemplate, TEMPLATES } from './templates.mts';

// A heartbeat a minute, and some seconds of grace for each of the gifts
const RUN_TIMEOUT = 240_000;

const say = (text = '') => process.stdout.write(`${text}\n`);

const ended = toldToEnd().then(() => 'ended' as const);

/** Publishes the three workflows and waits for their daily run, which n8n starts by itself. */
async function dailyRun(stage: Stage): Promise<Execution[]> {
	const runAt = soonRunTime(Date.now());
	const ids: string[] = [];
	for (const template of TEMPLATES) ids.push(await stage.publish(template, { runAt }));
	say(
		`Three workflows are published. Their daily run is moved from 07:00 to ${runAt} UTC, so that you need not wait for tomorrow.`,
	);
	say('Waiting for n8n to run them at its next poll …');
	const executions: Execution[] = [];
	for (const id of ids) executions.push(await stage.dailyRun(id, 1, RUN_TIMEOUT));
	return executions;
}

function printRuns(executions: readonly Execution[]): void {
	for (const [index, execution] of executions.entries()) {
		const { gifts, others } = reportLines(execution);
		say();
		say(`  ${readTemplate(TEMPLATES[index]?.slug ?? '').name}`);
		say(gifts.length > 0 ? `  Gifts\n${table(gifts)}` : '  No gift today');
		if (others.length > 0) say(`  No gift, and why\n${table(others)}`);
	}
}

function printCheck(stage: Stage): boolean {
	const { expected, made, problems, hibobRequests, reachdeskRequests } = check(stage, TEMPLATES);
	say();
	say(`  ${String(made)} gifts made, ${String(expected)} expected by the sandbox's own reckoning`);
	say(`  ${String(hibobRequests)} requests to HiBob, all of them reads unless listed below`);
	say(
		`  ${String(reachdeskRequests)} requests to Reachdesk, all within its contract unless listed below`,
	);
	for (const problem of problems) say(`  PROBLEM  ${problem}`);
	say(problems.length === 0 ? '  Nobody was missed, nobody got two, nobody got one in error.' : '');
	return problems.length === 0;
}

function printAddresses({ n8n, hibob, reachdesk }: Stage): void {
	say();
	say('  Open in a browser');
	say(`    n8n        ${n8n.editorUrl}   sign in as ${n8n.owner.email} with ${n8n.owner.password}`);
	say(`    HiBob      ${hibob.pageUrl}   the employees, and for whom today matters`);
	say(`    Reachdesk  ${reachdesk.pageUrl}   the gifts as they arrive`);
}

async function main(): Promise<number> {
	const isOnce = process.argv.includes('--once');
	const stage = await setStage({ say, n8n: { editor: true } });
	try {
		const run = await Promise.race([dailyRun(stage), ended]);
		if (run === 'ended') return 0;
		printRuns(run);
		const isRight = printCheck(stage);
		if (isOnce) return isRight ? 0 : 1;
		printAddresses(stage);
		say();
		say('  Press Ctrl-C to end.');
		await ended;
		say('\nEnding …');
		return 0;
	} finally {
		await stage.stop();
	}
}

process.exitCode = await main();
// an open channel to the script that started us would keep the process alive
if (process.connected) process.disconnect();
