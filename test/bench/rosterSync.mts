import { openGiftOffice } from '../../sandbox/demo/giftOffice.mts';
import { EMPLOYEE_TABLE, employeeSync } from '../../sandbox/demo/rosterSync.mts';
import { hibobCredential } from '../../sandbox/demo/stage.mts';
import { startHiBob } from '../../sandbox/hibob/server.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { Execution, N8nHost } from '../../sandbox/n8n/host.mts';

/** The sync of a company into an n8n data table: everybody, and then a day with few changes. */
export interface RosterSync {
	employees: number;
	initialSeconds: number;
	initialPerSecond: number;
	changed: number;
	dailySeconds: number;
}

const CHANGED_SHARE = 0.01;
const TIMEOUT_MS = 600_000;

const secondsOf = ({ startedAt, stoppedAt }: Execution): number =>
	(Date.parse(stoppedAt ?? '') - Date.parse(startedAt ?? '')) / 1_000;

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
export async function measureRosterSync(size: number): Promise<RosterSync> {
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
		const workflow = await n8n.importWorkflow({
			...employeeSync(credential, await openGiftOffice(n8n)),
			// as shipped, it keeps none of which the time could be read
			settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
		});
		await n8n.publish(workflow);
		const initial = secondsOf(await run(n8n, workflow, 1));
		const employees = (await (await n8n.dataTable(EMPLOYEE_TABLE)).rows()).length;
		const active = hibob.people.filter(
			(person) => person.scenario === 'filler' && person['internal.status'] === 'Active',
		);
		const changed = active.slice(0, Math.round(employees * CHANGED_SHARE));
		for (const person of changed) person['root.surname'] = 'Changed';
		// publishing anew puts out the whole roster, as the daily run does
		await n8n.unpublish(workflow);
		await n8n.publish(workflow);
		const daily = secondsOf(await run(n8n, workflow, 2));
		return {
			employees,
			initialSeconds: initial,
			initialPerSecond: employees / initial,
			changed: changed.length,
			dailySeconds: daily,
		};
	} finally {
		await n8n.stop();
		await hibob.stop();
	}
}
