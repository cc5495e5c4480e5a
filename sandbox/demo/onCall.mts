import type { Execution, N8nHost, WorkflowJson } from '../n8n/host.mts';
import { START, startedByWebhook } from '../n8n/workflowParts.mts';

/** How a shipped workflow with a schedule is run at once. */
interface OnCall {
	/** The workflow with a webhook, which starts it as the schedule would; its runs can be looked at. */
	onCall: (workflow: WorkflowJson) => WorkflowJson;
	/** Runs it, once it is published. @param id - of the workflow */
	call: (n8n: N8nHost, id: string) => Promise<Execution>;
}

/** @param first - the node behind the schedule */
export const startedOnCall = (webhook: string, first: string): OnCall => ({
	onCall: ({ nodes, connections, settings, ...rest }) => ({
		...rest,
		nodes: [...nodes, startedByWebhook(webhook)],
		connections: {
			...connections,
			[START.name]: { main: [[{ node: first, type: 'main', index: 0 }]] },
		},
		settings: { ...settings, saveDataSuccessExecution: 'all' },
	}),
	call: async (n8n, id) => {
		const execution = await n8n.runByWebhook(id, webhook);
		return await n8n.waitForExecution(execution, { timeoutMs: 180_000 });
	},
});
