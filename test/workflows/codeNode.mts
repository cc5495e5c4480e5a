import { runInNewContext } from 'node:vm';
import { DateTime } from 'luxon';
import { isList, isRecord } from '../../sandbox/n8n/answers.mts';
import { readTemplate } from '../../sandbox/demo/templates.mts';

type Json = Record<string, unknown>;

export interface Surroundings {
	/** what n8n's clock says, an ISO instant */
	now: string;
	/** the id of the workflow */
	workflow?: string;
	/** `production` or `test`; the first unless told */
	mode?: string;
	/** what the node gets */
	input?: readonly Json[];
	/** what earlier nodes gave, by name */
	nodes?: Readonly<Record<string, readonly Json[]>>;
	/** what the workflow remembers, which the node may change */
	memory?: Json;
}

const itemsOf = (all: readonly Json[]) => {
	const items = all.map((json) => ({ json }));
	return { all: () => items, first: () => items[0], isExecuted: true };
};

/** Runs a Code node of a shipped workflow on plain data, as n8n does. @returns the JSON of its items */
export function runCodeNode(
	slug: string,
	node: string,
	{
		now,
		workflow = 'this',
		mode = 'production',
		input = [],
		nodes = {},
		memory = {},
	}: Surroundings,
): Json[] {
	const found = readTemplate(slug).nodes.find(({ name }) => name === node);
	const parameters = isRecord(found?.parameters) ? found.parameters : {};
	const items: unknown = runInNewContext(`(() => {${String(parameters.jsCode)}\n})()`, {
		$: (name: string) => {
			const earlier = nodes[name];
			return earlier === undefined ? { isExecuted: false } : itemsOf(earlier);
		},
		$input: itemsOf(input),
		$getWorkflowStaticData: () => memory,
		$execution: { id: '1', mode, resumeUrl: 'https://n8n.example.com/webhook-waiting/1' },
		$workflow: { id: workflow, name: 'This workflow' },
		$now: DateTime.fromISO(now, { zone: 'UTC' }),
		DateTime,
	});
	// what comes from another context has other prototypes, which a test must not see
	const plain: unknown = JSON.parse(JSON.stringify(items));
	return (isList(plain) ? plain : []).map((item) =>
		isRecord(item) && isRecord(item.json) ? item.json : {},
	);
}
