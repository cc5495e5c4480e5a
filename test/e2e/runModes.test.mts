import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setStage } from '../../sandbox/demo/stage.mts';
import type { Stage } from '../../sandbox/demo/stage.mts';
import type { Execution, WorkflowJson } from '../../sandbox/n8n/host.mts';
import { nodeType } from '../../sandbox/n8n/ownPackages.mts';
import { START, startedByWebhook } from '../../sandbox/n8n/workflowParts.mts';
import {
	call,
	chain,
	documented,
	everyKind,
	fromEditor,
	giftTool,
	HEADINGS,
	itemsOf,
	KINDS,
	line,
	lineOf,
	McpClient,
	firstExecution,
	node,
	PRODUCTION,
	rowOf,
	rowOfAgent,
	sending,
	TEST_RUN,
} from './runModes.mts';
import type { Row } from './runModes.mts';

const TIMEOUT = 120_000;
let stage: Stage;

beforeAll(async () => {
	stage = await setStage();
}, 400_000);
afterAll(async () => {
	const { requests } = stage.reachdesk;
	await stage.stop();
	expect(requests.flatMap(({ violations }) => violations)).toEqual([]);
}, 60_000);

// an agent fills in keys and addresses, and cannot say when a key of HiBob is due
const AGENT: Row = { ...everyKind('error, 0'), 'own key': 'pendingReview, 1' };

type Way = [way: string, expected: Row, run: (way: string) => Promise<Row>];

/** A sub-workflow that sends the items of a way. */
const subWorkflowOf = async (way: string): Promise<string> => {
	const trigger = node('Called', 'executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' });
	const id = await stage.n8n.importWorkflow(sending(stage, way, trigger));
	await stage.n8n.publish(id);
	return id;
};
const callOf = (id: string) =>
	node('Call', 'executeWorkflow', 1.2, { workflowId: { __rl: true, mode: 'id', value: id } });

/** A workflow that calls another one. */
const calling = (trigger: ReturnType<typeof node>, id: string) => ({
	name: `Calls ${id}`,
	nodes: [trigger, callOf(id)],
	connections: chain([trigger.name, 'Call']),
});

/** Publishes a workflow, lets something outside of n8n start it, and waits for an execution of `watched`. */
async function started(workflow: WorkflowJson, poke: () => Promise<unknown>, watched?: string) {
	const id = await stage.n8n.importWorkflow(workflow);
	await stage.n8n.publish(id);
	await poke();
	const execution = await firstExecution(stage, watched ?? id);
	await stage.n8n.unpublish(id);
	return execution;
}

const nothing = async () => Promise.resolve();
const post = (url: string) => async () => await call(stage, url, {});

/** A run whose list of sends cannot be read, which is repaired and retried. */
async function retried(
	way: string,
	failed: Promise<Execution>,
	withCurrentWorkflow: boolean,
): Promise<Row> {
	const { id, error } = await failed;
	expect(error?.message).toContain('401');
	stage.reachdesk.faults.clear();
	const retry = await stage.n8n.retryExecution(id, { withCurrentWorkflow });
	return rowOf(stage, way, await stage.n8n.waitForExecution(retry));
}
const refuseList = () => {
	const fault = { kind: 'status', when: 'before', status: 401 } as const;
	stage.reachdesk.faults.add({ method: 'GET', fault });
};
const retriedTest = (withCurrentWorkflow: boolean) => async (way: string) => {
	refuseList();
	const workflow = sending(stage, way, START, 'stopWorkflow');
	return await retried(way, fromEditor(stage, workflow), withCurrentWorkflow);
};

const hibobTrigger = () =>
	node(
		'HiBob Employees',
		nodeType('hiBobTrigger'),
		1,
		{
			events: ['employeeSynced'],
			run: 'onceADay',
			runAt: '23:59',
			timeZone: 'UTC',
		},
		{ credentials: { hiBobServiceUserApi: stage.credentials.hiBobServiceUserApi } },
	);

const mcpTrigger = (path: string) =>
	node('MCP Server', '@n8n/n8n-nodes-langchain.mcpTrigger', 2, { path }, { webhookId: path });

/** Calls the only tool of an MCP server. */
async function asMcpClient(path: string, tool: object & { name: string }) {
	const trigger = mcpTrigger(path);
	const id = await stage.n8n.importWorkflow({
		name: path,
		nodes: [trigger, tool],
		connections: {
			[tool.name]: { ai_tool: [[{ node: trigger.name, type: 'ai_tool', index: 0 }]] },
		},
	});
	await stage.n8n.publish(id);
	const client = new McpClient(stage, `mcp/${path}`);
	await client.connect();
	const name = /"name":"(\w+)"/.exec(await client.tools())?.[1] ?? '';
	return async (args: object) => await client.call(name, args);
}

const WAYS: Way[] = [
	[
		'Execute Workflow in the editor',
		TEST_RUN,
		async (way) => rowOf(stage, way, await fromEditor(stage, sending(stage, way, START))),
	],
	[
		'Execute Step in the editor',
		TEST_RUN,
		async (way) => {
			const id = await stage.n8n.importWorkflow(sending(stage, way, START));
			const run = await stage.n8n.runStep(id, START.name, 'Send Gift');
			return rowOf(stage, way, await stage.n8n.waitForExecution(run));
		},
	],
	[
		'Execute Workflow with pinned data',
		TEST_RUN,
		async (way) => {
			const workflow = sending(stage, way, START);
			const pinData = { Items: itemsOf(way).map((json) => ({ json })) };
			return rowOf(stage, way, await fromEditor(stage, { ...workflow, pinData }));
		},
	],
	[
		'Poll of a trigger',
		PRODUCTION,
		async (way) => rowOf(stage, way, await started(sending(stage, way, hibobTrigger()), nothing)),
	],
	[
		'Schedule',
		PRODUCTION,
		async (way) => {
			const rule = { interval: [{ field: 'cronExpression', expression: '*/2 * * * * *' }] };
			const trigger = node('Schedule', 'scheduleTrigger', 1.2, { rule });
			return rowOf(stage, way, await started(sending(stage, way, trigger), nothing));
		},
	],
	[
		'Webhook',
		PRODUCTION,
		async (way) =>
			rowOf(
				stage,
				way,
				await started(sending(stage, way, startedByWebhook('gifts')), post('webhook/gifts')),
			),
	],
	[
		'Form',
		PRODUCTION,
		async (way) => {
			const formFields = { values: [{ fieldLabel: 'Name' }] };
			const trigger = node(
				'Form',
				'formTrigger',
				2.2,
				{ formTitle: 'Gift', formFields, options: { path: 'gift-form' } },
				{ webhookId: 'gift-form' },
			);
			const form = new FormData();
			form.append('field-0', 'Ada');
			const submit = async () => await call(stage, 'form/gift-form', form);
			return rowOf(stage, way, await started(sending(stage, way, trigger), submit));
		},
	],
	[
		'Chat',
		PRODUCTION,
		async (way) => {
			const trigger = node(
				'Chat',
				'@n8n/n8n-nodes-langchain.chatTrigger',
				1.1,
				{ public: true, options: {} },
				{ webhookId: 'gift-chat' },
			);
			const message = { sessionId: '1', action: 'sendMessage', chatInput: 'Send them' };
			const talk = async () => await call(stage, 'webhook/gift-chat/chat', message);
			return rowOf(stage, way, await started(sending(stage, way, trigger), talk));
		},
	],
	[
		'Sub-workflow of a test run',
		TEST_RUN,
		async (way) => {
			const child = await subWorkflowOf(way);
			await fromEditor(stage, calling(START, child));
			return rowOf(stage, way, await firstExecution(stage, child));
		},
	],
	[
		'Sub-workflow of a sub-workflow of a test run',
		TEST_RUN,
		async (way) => {
			const child = await subWorkflowOf(way);
			const called = node('Called', 'executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' });
			const middle = await stage.n8n.importWorkflow(calling(called, child));
			await stage.n8n.publish(middle);
			await fromEditor(stage, calling(START, middle));
			return rowOf(stage, way, await firstExecution(stage, child));
		},
	],
	[
		'Sub-workflow of a production run',
		PRODUCTION,
		async (way) => {
			const child = await subWorkflowOf(way);
			const caller = calling(startedByWebhook('calls'), child);
			return rowOf(stage, way, await started(caller, post('webhook/calls'), child));
		},
	],
	[
		'Error workflow',
		PRODUCTION,
		async (way) => {
			const trigger = node('Error', 'errorTrigger', 1, {});
			const errorWorkflow = await stage.n8n.importWorkflow(sending(stage, way, trigger));
			await stage.n8n.publish(errorWorkflow).catch(() => undefined);
			const failing = {
				name: 'Fails',
				nodes: [
					startedByWebhook('fails'),
					node('Stop', 'stopAndError', 1, { errorMessage: 'as planned' }),
				],
				connections: chain([START.name, 'Stop']),
				settings: { errorWorkflow },
			};
			return rowOf(stage, way, await started(failing, post('webhook/fails'), errorWorkflow));
		},
	],
	['Retry of a test run, original workflow', TEST_RUN, retriedTest(false)],
	['Retry of a test run, saved workflow', TEST_RUN, retriedTest(true)],
	[
		'Retry of a production run, original workflow',
		PRODUCTION,
		async (way) => {
			refuseList();
			const workflow = sending(stage, way, startedByWebhook('retried'), 'stopWorkflow');
			return await retried(way, started(workflow, post('webhook/retried')), false);
		},
	],
	[
		'Retry of a production run, saved workflow',
		PRODUCTION,
		async (way) => {
			refuseList();
			const workflow = sending(stage, way, startedByWebhook('retried-saved'), 'stopWorkflow');
			return await retried(way, started(workflow, post('webhook/retried-saved')), true);
		},
	],
	[
		'Evaluation',
		TEST_RUN,
		async (way) => {
			const dataTableId = await stage.n8n.createDataTable('dataset', ['question']);
			await (await stage.n8n.dataTable('dataset')).insert([{ question: 'Who gets a gift?' }]);
			const trigger = node('Dataset', 'evaluationTrigger', 4.7, {
				source: 'dataTable',
				dataTableId: { __rl: true, mode: 'id', value: dataTableId },
			});
			const metric = { id: 'm', name: 'sent', type: 'number', value: 1 };
			const metrics = node('Metrics', 'evaluation', 4.7, {
				operation: 'setMetrics',
				metric: 'customMetrics',
				metrics: { assignments: [metric] },
			});
			const { nodes, connections } = sending(stage, way, trigger);
			const id = await stage.n8n.importWorkflow({
				name: way,
				nodes: [...nodes, metrics],
				connections: { ...connections, ...chain(['Send Gift', metrics.name]) },
			});
			await stage.n8n.evaluate(id);
			// n8n reads the dataset in an execution of its own first, which it does not keep
			return rowOf(stage, way, await firstExecution(stage, id, 'evaluation'));
		},
	],
	[
		'Tool of an AI agent, tried in the editor',
		{ ...everyKind('error, 0'), 'own key': 'dryRun, 0' },
		async (way) => {
			const tool = giftTool(stage);
			const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent', 1.7, {});
			const id = await stage.n8n.importWorkflow({
				name: way,
				nodes: [START, agent, tool],
				connections: {
					...chain([START.name, agent.name]),
					[tool.name]: { ai_tool: [[{ node: agent.name, type: 'ai_tool', index: 0 }]] },
				},
			});
			return await rowOfAgent(
				stage,
				way,
				async (args) => await stage.n8n.runTool(id, START.name, tool.name, args),
			);
		},
	],
	[
		'MCP Server Trigger, the node as a tool',
		AGENT,
		async (way) => {
			const ask = await asMcpClient('gift-tool', giftTool(stage));
			return await rowOfAgent(stage, way, ask);
		},
	],
	[
		'MCP Server Trigger, a workflow as a tool',
		PRODUCTION,
		async (way) => {
			const child = await subWorkflowOf(way);
			const tool = node('Gifts', '@n8n/n8n-nodes-langchain.toolWorkflow', 2.2, {
				description: 'Sends the gifts',
				workflowId: { __rl: true, mode: 'id', value: child },
			});
			const ask = await asMcpClient('workflow-tool', tool);
			await ask({});
			return rowOf(stage, way, await firstExecution(stage, child));
		},
	],
];

const tableOf = (): string =>
	[
		line(['way', ...KINDS.map((kind) => HEADINGS[kind])]),
		line(['---', ...KINDS.map(() => '---')]),
		...WAYS.map(([way, expected]) => lineOf(way, expected)),
	].join('\n');

describe('each way in which n8n runs Send Gift', () => {
	it.each(WAYS)(
		'%s',
		async (way, expected, run) => {
			expect(await run(way)).toEqual(expected);
		},
		TIMEOUT,
	);

	it('stands in the documentation as it is here', () => {
		expect(documented()).toContain(tableOf());
	});
});
