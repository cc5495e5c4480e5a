import { openGiftOffice } from '../../sandbox/demo/giftOffice.mts';
import { byId } from '../../sandbox/demo/templates.mts';
import { durationOf } from '../../sandbox/n8n/executionData.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import { START, startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';
import { seconds, whole } from './formats.mts';
import type { Series } from './series.mts';

const TIMEOUT_MS = 600_000;
const TABLE = 'Gift Log';

/** Gifts as Send Gift returns them, new on each run, for the workflow that logs them. */
const itemsCode = (count: number): string => `const day = $now.toISODate();
return Array.from({ length: ${String(count)} }, (_, n) => ({ json: {
	event: 'birthday', key: 'bench:' + $execution.id + ':' + n, outcome: 'sent',
	occasion: { type: 'birthday', date: day, dueDate: day, years: null },
	employee: { id: String(n), displayName: 'Person ' + n },
	campaignId: 1501, gift: { id: 1000000 * Number($execution.id) + n, status: 'created' },
} }));`;

const code = (name: string, jsCode: string, at: number) => ({
	id: name,
	name,
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	position: [at * 200, 0],
	parameters: { jsCode },
});

export const giftLog: Series = {
	name: 'giftLog',
	title: 'The Gift Log',
	text: 'The shipped workflow *Gift log* writes new gifts into its data table, called by another workflow in a real n8n.',
	sizeIs: 'gifts',
	sizes: [100, 1_000, 5_000],
	quickSizes: [5, 10, 20],
	columns: [
		{ title: 'time', of: 'ms', as: seconds },
		{ title: 'rows a second', of: 'perSecond', as: whole },
		{ title: 'rows in the table', of: 'rows', as: whole },
	],
	grows: { ms: 'the time' },
	open: async () => {
		const n8n = await startN8n();
		try {
			const { giftLog: log } = await openGiftOffice(n8n);
			let rowsBefore = 0;
			return {
				measure: async (gifts) => {
					const webhook = `log-${String(gifts)}`;
					const id = await n8n.importWorkflow({
						name: webhook,
						nodes: [
							startedByWebhook(webhook),
							code('Gifts', itemsCode(gifts), 1),
							{
								id: 'log',
								name: 'Log',
								type: 'n8n-nodes-base.executeWorkflow',
								typeVersion: 1.2,
								position: [400, 0],
								parameters: { workflowId: byId(log), options: {} },
							},
						],
						connections: {
							[START.name]: { main: [[{ node: 'Gifts', type: 'main', index: 0 }]] },
							Gifts: { main: [[{ node: 'Log', type: 'main', index: 0 }]] },
						},
						settings: { executionOrder: 'v1', timezone: 'UTC', saveDataSuccessExecution: 'all' },
					});
					await n8n.publish(id);
					const execution = await n8n.waitForExecution(await n8n.runByWebhook(id, webhook), {
						timeoutMs: TIMEOUT_MS,
					});
					if (execution.error) throw new Error(execution.error.message);
					const ms = durationOf(execution);
					const rows = await (await n8n.dataTable(TABLE)).rowsWith('outcome', 'sent');
					if (rows - rowsBefore !== gifts) {
						throw new Error(`${String(rows - rowsBefore)} of ${String(gifts)} gifts were logged`);
					}
					rowsBefore = rows;
					return { figures: { ms, perSecond: (gifts / ms) * 1_000, rows } };
				},
				close: async () => {
					await n8n.stop();
				},
			};
		} catch (error) {
			await n8n.stop();
			throw error;
		}
	},
};
