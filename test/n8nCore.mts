import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Container } from '@n8n/di';
import * as core from 'n8n-core';
import { Workflow, createRunExecutionData } from 'n8n-workflow';
import type {
	DeduplicationScope,
	ICheckProcessedContextData,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataDeduplicator,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INode,
	INodeExecutionData,
	INodeListSearchItems,
	INodePropertyOptions,
	INodeType,
	INodeTypes,
	IPollFunctions,
	IRun,
	IWorkflowExecuteAdditionalData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/**
 * Runs our nodes inside of n8n's own execution contexts, without a whole n8n: real parameters,
 * real HTTP, real errors. What n8n keeps in its database is kept in memory here.
 */

// what the code under test logs is looked at by spies, and not printed
process.env.N8N_LOG_LEVEL ??= 'silent';

const settings: Partial<core.InstanceSettings> = {
	instanceId: 'test',
	hmacSignatureSecret: 'test',
	isLeader: true,
	// n8n-core asks for it when a node reads or writes files, which ours do not
	n8nFolder: join(tmpdir(), 'n8n-core'),
};
Container.set(core.InstanceSettings, settings as core.InstanceSettings);

/** n8n's table of processed data, with the rules of its DeduplicationHelper. */
class ProcessedData implements IDataDeduplicator {
	readonly entries = new Map<string, string[]>();

	/** called before every write, for tests that stop in the middle */
	beforeWrite: () => void = () => undefined;

	private of(scope: DeduplicationScope, { node, workflow }: ICheckProcessedContextData): string[] {
		const key = `${workflow.id}:${scope === 'node' ? (node?.id ?? '') : ''}`;
		const list = this.entries.get(key) ?? [];
		this.entries.set(key, list);
		return list;
	}

	checkProcessedAndRecord: IDataDeduplicator['checkProcessedAndRecord'] = async (
		items,
		scope,
		context,
		{ maxEntries },
	) => {
		this.beforeWrite();
		const list = this.of(scope, context);
		const known = new Set(list);
		const added = items.filter((item) => !known.has(String(item)));
		list.push(...added.map(String));
		if (maxEntries !== undefined) list.splice(0, Math.max(0, list.length - maxEntries));
		return await Promise.resolve({
			new: added,
			processed: items.filter((item) => known.has(String(item))),
		});
	};

	removeProcessed: IDataDeduplicator['removeProcessed'] = async (items, scope, context) => {
		this.beforeWrite();
		const list = this.of(scope, context);
		for (const item of items) {
			const index = list.indexOf(String(item));
			if (index >= 0) list.splice(index, 1);
		}
		await Promise.resolve();
	};

	clearAllProcessedItems: IDataDeduplicator['clearAllProcessedItems'] = async (scope, context) => {
		this.of(scope, context).length = 0;
		await Promise.resolve();
	};

	getProcessedDataCount: IDataDeduplicator['getProcessedDataCount'] = async (scope, context) =>
		await Promise.resolve(this.of(scope, context).length);
}

export const processedData = new ProcessedData();
void core.DataDeduplicationService.init(processedData);

async function authenticated(
	{ authenticate }: ICredentialType,
	credential: IDataObject,
	options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	if (typeof authenticate === 'function') {
		return await authenticate(credential as ICredentialDataDecryptedObject, options);
	}
	throw new Error('Our credentials authenticate with code');
}

export interface NodeUnderTest {
	type: INodeType;
	credentialType: ICredentialType;
	credential: IDataObject;
	parameters: IDataObject;
	/** other settings of the node, such as onError */
	settings?: Partial<INode>;
	workflowId?: string;
	/** the workflow's time zone; null for a workflow that has none */
	timeZone?: string | null;
}

function setUp({
	type,
	credentialType,
	credential,
	parameters,
	settings,
	workflowId = 'workflow-1',
	timeZone = 'UTC',
}: NodeUnderTest) {
	const node: INode = {
		id: 'node-1',
		name: type.description.defaults.name ?? type.description.displayName,
		type: `n8n-nodes-hibob-reachdesk.${type.description.name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: structuredClone(parameters) as INode['parameters'],
		credentials: { [credentialType.name]: { id: '1', name: 'test' } },
		...settings,
	};
	const nodeTypes: INodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		id: workflowId,
		name: 'Workflow',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
		settings: timeZone === null ? {} : { timezone: timeZone },
	});
	const additionalData = {
		credentialsHelper: {
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			getDecrypted: async () => await Promise.resolve({ ...credential }),
			preAuthentication: async () => {
				await Promise.resolve(undefined);
			},
			authenticate: async (_data: unknown, _type: unknown, options: IHttpRequestOptions) =>
				await authenticated(credentialType, credential, options),
			getCredentialsProperties: () => credentialType.properties,
		},
		executionId: 'execution-1',
		webhookWaitingBaseUrl: 'http://127.0.0.1/waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
		variables: {},
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		currentNodeParameters: node.parameters,
	};
	return {
		node,
		workflow,
		additionalData: additionalData as unknown as IWorkflowExecuteAdditionalData,
	};
}

/** Static data as it comes back from the database. */
export const savedAs = (state: IDataObject): IDataObject =>
	JSON.parse(JSON.stringify(state)) as IDataObject;

/** What a trigger hands over to n8n itself, to hear what becomes of it. */
class Emissions {
	private output: INodeExecutionData[][] | null = null;

	private ended: Parameters<IPollFunctions['__emit']>[2];

	readonly take: IPollFunctions['__emit'] = (output, _response, ended) => {
		this.output = output;
		this.ended = ended;
	};

	/** What was handed over since the last look. */
	emitted(): INodeExecutionData[][] | null {
		const { output } = this;
		this.output = null;
		return output;
	}

	async end(execution: IRun | undefined): Promise<void> {
		this.ended?.resolve(execution);
		await this.ended?.promise;
	}
}

/** A trigger of one published workflow, polled as n8n's default engine polls it. */
export class PolledTrigger {
	private readonly setUp: ReturnType<typeof setUp>;

	private context: core.PollContext | undefined;

	private readonly emissions = new Emissions();

	private readonly node: NodeUnderTest;

	constructor(node: NodeUnderTest) {
		this.node = node;
		this.setUp = setUp(node);
	}

	/** n8n polls once on activation, with a new context that later polls share. */
	async activate(mode: WorkflowActivateMode): Promise<INodeExecutionData[][] | null> {
		const { workflow, node, additionalData } = this.setUp;
		this.context = new core.PollContext(
			workflow,
			node,
			additionalData,
			'trigger',
			mode,
			this.emissions.take,
		);
		return await this.heartbeat();
	}

	/** Tells the trigger what became of the execution that its last items started. */
	async ends(execution: IRun | undefined): Promise<void> {
		await this.emissions.end(execution);
	}

	async heartbeat(): Promise<INodeExecutionData[][] | null> {
		if (!this.context) throw new Error('Activate the trigger first');
		return await this.poll(this.context);
	}

	/** "Fetch Test Event" in the editor */
	async fetchTestEvent(): Promise<INodeExecutionData[][] | null> {
		const { workflow, node, additionalData } = this.setUp;
		return await this.poll(
			new core.PollContext(workflow, node, additionalData, 'manual', 'manual'),
		);
	}

	get name(): string {
		return this.setUp.node.name;
	}

	get state(): IDataObject {
		return this.setUp.workflow.getStaticData('node', this.setUp.node);
	}

	/** What a new n8n process finds: the state that was saved, and nothing of the memory. */
	restartedWith(state: IDataObject): PolledTrigger {
		// The memory of this process knows a node by its id; the state is kept by its name
		const id = `${this.node.settings?.id ?? 'node-1'} restarted`;
		const settings = { ...this.node.settings, id };
		const restarted = new PolledTrigger({ ...this.node, settings });
		Object.assign(restarted.state, savedAs(state));
		return restarted;
	}

	private async poll(context: core.PollContext): Promise<INodeExecutionData[][] | null> {
		const poll = this.node.type.poll?.bind(context as IPollFunctions);
		if (!poll) throw new Error('The node does not poll');
		return (await poll()) ?? this.emissions.emitted();
	}
}

/** A poll context that is not polled: what reads the parameters can be called with it. */
export function pollContext(nodeUnderTest: NodeUnderTest): IPollFunctions {
	const { workflow, node, additionalData } = setUp(nodeUnderTest);
	const context = new core.PollContext(workflow, node, additionalData, 'trigger', 'activate');
	return context as IPollFunctions;
}

/** What the panel of a node offers for a `loadOptionsMethod`. */
export async function loadedOptions(
	nodeUnderTest: NodeUnderTest,
	method: string,
	path = '',
): Promise<INodePropertyOptions[]> {
	const { workflow, node, additionalData } = setUp(nodeUnderTest);
	const load = nodeUnderTest.type.methods?.loadOptions?.[method];
	if (!load) throw new Error(`The node has no method ${method}`);
	const context = new core.LoadOptionsContext(workflow, node, additionalData, path);
	return await load.call(context as ILoadOptionsFunctions);
}

/** What a resource locator offers for a `searchListMethod`. */
export async function listedBy(
	nodeUnderTest: NodeUnderTest,
	method: string,
	filter?: string,
): Promise<INodeListSearchItems[]> {
	const { workflow, node, additionalData } = setUp(nodeUnderTest);
	const search = nodeUnderTest.type.methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no method ${method}`);
	const context = new core.LoadOptionsContext(workflow, node, additionalData, '');
	return (await search.call(context as ILoadOptionsFunctions, filter)).results;
}

const DURABLE_POLL_BUDGET = 36_000;

/**
 * A trigger as n8n's durable scheduler polls it: a new context for each poll, on a copy of the
 * saved state, which replaces it unless the poll throws. What the poll at publishing leaves in
 * the state is not saved.
 */
export class DurableTrigger {
	state: IDataObject;

	private readonly emissions = new Emissions();

	private readonly node: NodeUnderTest;

	constructor(node: NodeUnderTest, state: IDataObject = {}) {
		this.node = node;
		this.state = savedAs(state);
	}

	async publish(mode: WorkflowActivateMode): Promise<INodeExecutionData[][] | null> {
		return await this.poll(mode, savedAs(this.state));
	}

	async heartbeat(): Promise<INodeExecutionData[][] | null> {
		const copy = savedAs(this.state);
		const result = await this.poll('update', copy, DURABLE_POLL_BUDGET);
		this.state = savedAs(copy);
		return result;
	}

	private async poll(
		mode: WorkflowActivateMode,
		staticData: IDataObject,
		budget?: number,
	): Promise<INodeExecutionData[][] | null> {
		const { workflow, node, additionalData } = setUp(this.node);
		const context = new core.PollContext(
			workflow,
			node,
			additionalData,
			'trigger',
			mode,
			this.emissions.take,
			undefined,
			undefined,
			undefined,
			() => staticData,
			...(budget === undefined ? [] : [() => budget]),
		);
		const poll = this.node.type.poll?.bind(context as IPollFunctions);
		if (!poll) throw new Error('The node does not poll');
		return (await poll()) ?? this.emissions.emitted();
	}
}

export interface Execution {
	output: INodeExecutionData[];
	hints: string[];
}

/** What n8n keeps of one execution, for the runs of a node in a loop. */
export const newExecution = () => createRunExecutionData({});

/** Executes an action node once over some items. */
export async function execute(
	nodeUnderTest: NodeUnderTest,
	items: IDataObject[],
	mode: WorkflowExecuteMode = 'trigger',
	cancelled?: AbortSignal,
	execution = newExecution(),
): Promise<Execution> {
	const { workflow, node, additionalData } = setUp(nodeUnderTest);
	const input = { main: [items.map((json, item) => ({ json, pairedItem: { item } }))] };
	const context = new core.ExecuteContext(
		workflow,
		node,
		additionalData,
		mode,
		execution,
		0,
		input.main[0] ?? [],
		input,
		{ node, data: input, source: null },
		[],
		cancelled,
	);
	const run = nodeUnderTest.type.execute?.bind(context as IExecuteFunctions);
	if (!run) throw new Error('The node does not execute');
	await workflow.expression.acquireIsolate();
	try {
		const result = await run();
		return {
			output: Array.isArray(result) ? (result[0] ?? []) : [],
			hints: context.hints.map(({ message }) => message),
		};
	} finally {
		await workflow.expression.releaseIsolate();
	}
}
