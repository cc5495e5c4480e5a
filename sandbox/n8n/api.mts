import { setTimeout as delay } from 'node:timers/promises';
import { isList, isRecord, listAt, maybeTextAt, textAt } from './answers.mts';
import { DataTable } from './dataTable.mts';
import {
	isFinished,
	isWritten,
	toExecution,
	toolAnswer,
	toSummary,
	type Execution,
	type ExecutionSummary,
} from './executionData.mts';
import { PATIENCE } from './patience.cjs';
import { NoAnswer, Session } from './session.mts';
import { isSince } from './version.mts';

/** A workflow as it is exported from the editor. */
export interface WorkflowJson {
	name: string;
	nodes: object[];
	connections: object;
	settings?: object;
	pinData?: object;
}

export interface SavedWorkflow extends WorkflowJson {
	id: string;
	nodes: Record<string, unknown>[];
}

export interface PublicationStatus {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published' | (string & {});
	triggers: { nodeId: string; status: string; errorMessage: string | undefined }[];
}

export interface CredentialTest {
	status: string;
	message: string;
}

export interface Waiting {
	timeoutMs?: number;
	/** what is waited for, for the message when it does not come; asked for then if it is a function */
	what?: string | (() => string);
}

// an activation that fails is tried five times, over 15 seconds
const PUBLISHING_TIMEOUT_MS = 120_000;
const TOO_SLOW = 'Workflow publication processing exceeded its deadline';
const MOST_TRIES = 5;
// what comes soon is seen soon, and n8n is not kept busy with being asked while it takes a minute
const FIRST_PAUSE_MS = 100;
const PAUSES_GROW_BY = 1.3;
const LONGEST_PAUSE_MS = 1_000;
const BEGINS_WITHIN_MS = 500;
const UNSETTLED = new Set(['in_progress', 'not_published']);

/** What the editor sends for a workflow; the rest of an export belongs to the instance it is from. */
function workflowBody({ name, nodes, connections, settings, pinData }: WorkflowJson): object {
	return {
		name,
		nodes,
		connections,
		settings: settings ?? {},
		...(pinData === undefined ? {} : { pinData }),
	};
}

/** What the editor can do, over the same REST interface, signed in as the owner. */
export class N8nApi extends Session {
	/** Descriptions of all node types that n8n has loaded. Only an n8n with its editor has them. */
	async nodeTypes(): Promise<Record<string, unknown>[]> {
		const types = await this.call('GET', '/types/nodes.json');
		return (isList(types) ? types : []).filter(isRecord);
	}

	/** @param type such as `reachdeskApi` */
	async createCredential(
		type: string,
		name: string,
		data: object,
	): Promise<{ id: string; name: string }> {
		const answer = await this.call('POST', '/rest/credentials', { type, name, data });
		return { id: textAt(answer, 'id'), name: textAt(answer, 'name') };
	}

	/** @returns a key for n8n's public API that may do all that the owner may, and does not expire */
	async createApiKey(): Promise<string> {
		const scopes = await this.call('GET', '/rest/api-keys/scopes');
		const key = { label: 'sandbox', expiresAt: null, scopes };
		return textAt(await this.call('POST', '/rest/api-keys', key), 'rawApiKey');
	}

	/** Runs the test of a credential, as the editor does after saving one. */
	async testCredential(type: string, data: object): Promise<CredentialTest> {
		const { id, name } = await this.createCredential(type, `Test of ${type}`, data);
		try {
			const answer = await this.call('POST', '/rest/credentials/test', {
				credentials: { id, name, type, data },
			});
			return { status: textAt(answer, 'status'), message: maybeTextAt(answer, 'message') ?? '' };
		} finally {
			await this.call('DELETE', `/rest/credentials/${id}`);
		}
	}

	/** @returns the id of the new workflow; its nodes keep theirs */
	async importWorkflow(workflow: WorkflowJson): Promise<string> {
		// an older n8n wants to be told that it is not active yet
		const body = { ...workflowBody(workflow), active: false };
		return textAt(await this.call('POST', '/rest/workflows', body), 'id');
	}

	/** A workflow as it is saved, its draft if it has one. */
	async workflow(id: string): Promise<SavedWorkflow> {
		const workflow = await this.call('GET', `/rest/workflows/${id}`);
		if (!isRecord(workflow) || !isRecord(workflow.connections)) {
			throw new Error(`n8n has no workflow ${id}.`);
		}
		const { connections, settings } = workflow;
		return {
			id,
			name: textAt(workflow, 'name'),
			nodes: listAt(workflow, 'nodes').filter(isRecord),
			connections,
			...(isRecord(settings) ? { settings } : {}),
		};
	}

	/** Saves a draft; what is published stays as it is until the next `publish`. */
	async updateWorkflow(id: string, workflow: WorkflowJson): Promise<void> {
		await this.call('PATCH', `/rest/workflows/${id}`, workflowBody(workflow));
	}

	/**
	 * Publishes the saved workflow and waits until its triggers are active. n8n gives up after some
	 * seconds of its own clock, which are soon over on a busy machine or with a fast clock: then it is
	 * published again.
	 *
	 * @throws Error with n8n's message, or the trigger's when it cannot be activated
	 */
	async publish(id: string): Promise<void> {
		for (let tries = 1; ; tries++) {
			try {
				await this.publishOnce(id);
				return;
			} catch (error) {
				const wasTooSlow = error instanceof Error && error.message.includes(TOO_SLOW);
				if (!wasTooSlow || tries === MOST_TRIES) throw error;
			}
		}
	}

	private async publishOnce(id: string): Promise<void> {
		const workflow = await this.call('GET', `/rest/workflows/${id}`);
		const versionId = textAt(workflow, 'versionId');
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		const settled = await this.settledPublication(id);
		if (settled.status === 'published') return;
		const names = new Map(
			listAt(workflow, 'nodes').map((node) => [textAt(node, 'id'), textAt(node, 'name')]),
		);
		const failed = settled.triggers
			.filter(({ status }) => status === 'failed')
			.map(({ nodeId, errorMessage }) => `${names.get(nodeId) ?? nodeId}: ${errorMessage ?? ''}`);
		throw new Error(`n8n could not activate the workflow. ${failed.join('; ')}`);
	}

	async unpublish(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** Unpublishes a workflow and waits until its last execution has ended. */
	async retire(id: string): Promise<void> {
		await this.unpublish(id);
		// a poll that was under way may still begin one
		await delay(BEGINS_WITHIN_MS);
		await this.waitUntil(
			async () => {
				const runs = await this.executions(id);
				return runs.some(({ status }) => ['new', 'running'].includes(status)) ? undefined : true;
			},
			{ timeoutMs: PUBLISHING_TIMEOUT_MS, what: 'the end of the last execution' },
		);
	}

	async publicationStatus(id: string): Promise<PublicationStatus> {
		if (!isSince('2.40.0')) return await this.activationStatus(id);
		const answer = await this.call('GET', `/rest/workflows/${id}/publication-status`);
		return {
			status: textAt(answer, 'status'),
			triggers: listAt(answer, 'triggers').map((trigger) => ({
				nodeId: textAt(trigger, 'nodeId'),
				status: textAt(trigger, 'status'),
				errorMessage: maybeTextAt(trigger, 'errorMessage'),
			})),
		};
	}

	/**
	 * The same of an older n8n, which activates workflows as a whole, before it answers, and keeps why
	 * it could not.
	 */
	private async activationStatus(id: string): Promise<PublicationStatus> {
		const workflow = await this.call('GET', `/rest/workflows/${id}`);
		if (!isRecord(workflow) || workflow.active !== true) {
			return { status: 'not_published', triggers: [] };
		}
		const error = await this.call('GET', `/rest/active-workflows/error/${id}`);
		const errorMessage = typeof error === 'string' ? error : undefined;
		const failed = errorMessage !== undefined;
		return {
			status: failed ? 'failed' : 'published',
			triggers: [{ nodeId: id, status: failed ? 'failed' : 'activated', errorMessage }],
		};
	}

	/** The publication status once n8n has dealt with it: after publishing, and after a restart. */
	async settledPublication(id: string): Promise<PublicationStatus> {
		return await this.waitUntil(
			async () => {
				const publication = await this.publicationStatus(id);
				return UNSETTLED.has(publication.status) ? undefined : publication;
			},
			{ timeoutMs: PUBLISHING_TIMEOUT_MS, what: `the publication of workflow ${id}` },
		);
	}

	/** What "Execute workflow" in the editor does. @returns the id of the execution, which goes on */
	async runManually(id: string, triggerNodeName: string): Promise<string> {
		return await this.run(id, { triggerToStartFrom: { name: triggerNodeName } });
	}

	/**
	 * Starts a published workflow in production, by its webhook.
	 *
	 * @returns the id of the execution, which goes on
	 */
	async runByWebhook(id: string, webhookPath: string): Promise<string> {
		const known = new Set((await this.executions(id)).map((execution) => execution.id));
		await this.call('POST', `/webhook/${webhookPath}`, {});
		return await this.waitUntil(
			async () => (await this.executions(id)).find((execution) => !known.has(execution.id))?.id,
			{ what: `an execution of workflow ${id}` },
		);
	}

	/** What "Execute step" on a node does. @returns the id of the execution, which goes on */
	async runStep(id: string, triggerNodeName: string, node: string): Promise<string> {
		return await this.run(id, {
			triggerToStartFrom: { name: triggerNodeName },
			destinationNode: { nodeName: node, mode: 'inclusive' },
		});
	}

	/** @returns the id of the execution, which goes on */
	private async run(id: string, how: object): Promise<string> {
		// an older n8n executes the workflow that it is sent, a newer one looks up what it has saved
		const workflowData = await this.call('GET', `/rest/workflows/${id}`);
		const answer = await this.call('POST', `/rest/workflows/${id}/run`, { ...how, workflowData });
		return textAt(answer, 'executionId');
	}

	/**
	 * What an AI agent does with a tool node that is connected to it; the editor does the same when a
	 * tool is tried by itself. Waits until it has ended.
	 *
	 * @param query what the agent fills in, by the names in `$fromAI`
	 * @returns what the tool answers the agent
	 */
	async runTool(id: string, trigger: string, tool: string, query: object): Promise<unknown> {
		const execution = await this.run(id, {
			triggerToStartFrom: { name: trigger },
			destinationNode: { nodeName: tool, mode: 'inclusive' },
			// an older n8n takes what the agent fills in as it is, not by the name of the tool
			agentRequest: { query: isSince('2.40.0') ? { [tool]: query } : query, tool: { name: tool } },
		});
		return toolAnswer(await this.waitForExecution(execution));
	}

	/** The executions of a workflow (the latest 100), oldest first. */
	async executions(workflowId: string): Promise<ExecutionSummary[]> {
		const answer = await this.call('GET', '/rest/executions', undefined, {
			filter: JSON.stringify({ workflowId }),
			limit: '100',
		});
		return listAt(answer, 'results')
			.map(toSummary)
			.sort((one, other) => Number(one.id) - Number(other.id));
	}

	/** One execution with what its nodes gave out; see `outputOf`. */
	async execution(id: string): Promise<Execution> {
		return await this.waitUntil(
			async () => {
				const execution = toExecution(await this.call('GET', `/rest/executions/${id}`));
				// an older n8n writes that it has ended before it writes what came out
				return isSince('2.40.0') || isWritten(execution) ? execution : undefined;
			},
			{ what: `the data of execution ${id}` },
		);
	}

	/** Waits until an execution has ended, in whatever way. */
	async waitForExecution(id: string, { timeoutMs = 30_000 }: Waiting = {}): Promise<Execution> {
		return await this.waitUntil(
			async () => {
				const execution = await this.execution(id);
				return isFinished(execution) ? execution : undefined;
			},
			{ timeoutMs, what: `execution ${id} to end` },
		);
	}

	/** Waits until so many executions of a workflow have ended. @returns them, oldest first */
	async waitForExecutions(
		workflowId: string,
		{ count, timeoutMs = 30_000 }: { count: number; timeoutMs?: number },
	): Promise<ExecutionSummary[]> {
		return await this.waitUntil(
			async () => {
				const finished = (await this.executions(workflowId)).filter(isFinished);
				return finished.length >= count ? finished : undefined;
			},
			{ timeoutMs, what: `${String(count)} finished executions of workflow ${workflowId}` },
		);
	}

	/**
	 * Asks again and again until there is an answer. That n8n was too busy to answer in time is none.
	 *
	 * @param timeoutMs - how long that may take on an idle machine; a busy one gets PATIENCE times as long
	 * @param probe gives undefined or false while it has to be asked again
	 * @throws Error when the time is over
	 */
	async waitUntil<T>(
		probe: () => Promise<T | undefined | false>,
		{ timeoutMs = 30_000, what = 'a condition' }: Waiting = {},
	): Promise<T> {
		const end = Date.now() + PATIENCE * timeoutMs;
		let pause = FIRST_PAUSE_MS;
		for (;;) {
			const found = await probe().catch((error: unknown) => {
				if (error instanceof NoAnswer && error.isLate) return undefined;
				throw error;
			});
			if (found !== undefined && found !== false) return found;
			if (Date.now() > end) {
				const missed = typeof what === 'string' ? what : what();
				throw new Error(
					`Waited ${String((PATIENCE * timeoutMs) / 1000)} s for ${missed}, which did not come.`,
				);
			}
			await delay(pause);
			pause = Math.min(LONGEST_PAUSE_MS, pause * PAUSES_GROW_BY);
		}
	}

	/** @throws Error when there is no data table of that name */
	async dataTable(name: string): Promise<DataTable> {
		const tables = await this.call('GET', '/rest/data-tables-global', undefined, {
			filter: JSON.stringify({ name }),
		});
		const table = listAt(tables, 'data').find((one) => textAt(one, 'name') === name);
		if (table === undefined) throw new Error(`n8n has no data table "${name}".`);
		const path = `/rest/projects/${textAt(table, 'projectId')}/data-tables/${textAt(table, 'id')}`;
		return new DataTable(this.call.bind(this), path);
	}

	/** Makes a data table with columns of texts and no rows, in the owner's own project. @returns its id */
	async createDataTable(name: string, columns: readonly string[]): Promise<string> {
		const project = await this.call('GET', '/rest/projects/personal');
		const table = await this.call('POST', `/rest/projects/${textAt(project, 'id')}/data-tables`, {
			name,
			columns: columns.map((column) => ({ name: column, type: 'string' })),
		});
		return textAt(table, 'id');
	}

	/** Starts an evaluation of a workflow, which executes it for each row of its dataset. */
	async evaluate(workflowId: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${workflowId}/test-runs/new`, {});
	}

	/** What the workflow's nodes have stored, by `global` or `node:<name of the node>`. */
	async staticData(workflowId: string): Promise<Record<string, unknown>> {
		const workflow = await this.call('GET', `/rest/workflows/${workflowId}`);
		const stored = isRecord(workflow) ? workflow.staticData : undefined;
		const data: unknown = typeof stored === 'string' ? JSON.parse(stored) : stored;
		return isRecord(data) ? data : {};
	}

	/** What "Retry" on a failed execution does. @returns the id of the new execution, which has ended */
	async retryExecution(
		id: string,
		{ withCurrentWorkflow = false }: { withCurrentWorkflow?: boolean } = {},
	): Promise<string> {
		const answer = await this.call('POST', `/rest/executions/${id}/retry`, {
			loadWorkflow: withCurrentWorkflow,
		});
		return textAt(answer, 'id');
	}
}
