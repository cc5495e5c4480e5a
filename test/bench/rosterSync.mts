import { openGiftOffice } from '../../sandbox/demo/giftOffice.mts';
import { EMPLOYEE_TABLE, employeeSync } from '../../sandbox/demo/rosterSync.mts';
import { hibobCredential } from '../../sandbox/demo/stage.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import { durationOf } from '../../sandbox/n8n/executionData.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';
import { seconds, whole } from './formats.mts';
import { measuring } from './series.mts';
import type { Row, Series } from './series.mts';

const AT_EVERY_POLL = { run: 'everyPoll', pollTimes: pollTimesAt(everySeconds(10)) };
const CHANGED_SHARE = 0.01;
const TIMEOUT_MS = 600_000;

async function run(n8n: N8nHost, workflow: string, number: number): Promise<Execution> {
	const executions = await n8n.waitForExecutions(workflow, {
		count: number,
		timeoutMs: TIMEOUT_MS,
	});
	const execution = await n8n.execution(executions[number - 1]?.id ?? '');
	if (execution.error) throw new Error(execution.error.message);
	return execution;
}

/** Measures in a new n8n, whose tables are empty. */
async function measureSync(size: number): Promise<Row> {
	const hibob = await startHiBob({ size, rateLimitPerMinute: 1_000 });
	const n8n = await startN8n().catch(async (error: unknown) => {
		await hibob.stop();
		throw error;
	});
	try {
		const credential = await n8n.createCredential(
			'hiBobServiceUserApi',
			'HiBob',
			hibobCredential(hibob),
		);
		const office = await openGiftOffice(n8n);
		const sync = (trigger: object): WorkflowJson => ({
			...employeeSync(credential, office, { ...trigger }),
			// as shipped, it keeps none of which the time could be read
			settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
		});
		const workflow = await n8n.importWorkflow(sync({}));
		await n8n.publish(workflow);
		const first = durationOf(await run(n8n, workflow, 1));
		const employees = (await (await n8n.dataTable(EMPLOYEE_TABLE)).rows()).length;
		const active = hibob.people.filter(
			(person) => person.scenario === 'filler' && person['internal.status'] === 'Active',
		);
		const changed = active.slice(0, Math.round(employees * CHANGED_SHARE));
		for (const person of changed) person['root.surname'] = 'Changed';
		// the run of the next day, without the wait
		await n8n.unpublish(workflow);
		await n8n.updateWorkflow(workflow, sync(AT_EVERY_POLL));
		await n8n.publish(workflow);
		const daily = durationOf(await run(n8n, workflow, 2));
		return {
			employees,
			firstMs: first,
			perSecond: (employees / first) * 1_000,
			changed: changed.length,
			dailyMs: daily,
		};
	} finally {
		await n8n.stop();
		await hibob.stop();
	}
}

export const rosterSync: Series = {
	name: 'rosterSync',
	title: 'The employee sync into a data table',
	text: 'The shipped workflow in a real n8n with empty tables: everyone, and then a run in which one in a hundred has changed.',
	sizeIs: 'people in HiBob',
	sizes: [1_000, 5_000, 10_000],
	quickSizes: [100, 200, 400],
	columns: [
		{ title: 'employees', of: 'employees', as: whole },
		{ title: 'first sync', of: 'firstMs', as: seconds },
		{ title: 'employees a second', of: 'perSecond', as: whole },
		{ title: 'changed', of: 'changed', as: whole },
		{ title: 'next sync', of: 'dailyMs', as: seconds },
	],
	grows: { firstMs: 'the first sync', dailyMs: 'the next sync' },
	targets: [1_000, 5_000, 10_000].map((size) => ({
		what: `First sync of ${whole(size)} people, employees a second`,
		of: 'perSecond',
		size,
		least: 500,
		as: whole,
	})),
	open: measuring(async (size) => ({ figures: await measureSync(size) })),
};
