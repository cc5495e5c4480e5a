import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MatteringPerson } from '../hibob/today.mts';
import { isRecord, isList } from '../n8n/answers.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { workflowFolder } from '../n8n/ownPackages.mts';

type Occasion = MatteringPerson['occasion'];

export const CAMPAIGN_BY_YEARS: Readonly<Record<string, string>> = {
	1: '1601',
	3: '1603',
	5: '1605',
	10: '1610',
};

/** A shipped workflow, and what a user would fill in for the campaigns of the sandbox. */
export interface Template {
	slug: string;
	occasion: Occasion;
	/** what is filled in: the campaign of Send Gift, or one by years in Gift Settings */
	campaign: number | Readonly<Record<string, string>>;
	/** the campaign of a gift, or null when there is to be none */
	campaignFor: (years: number | null) => number | null;
}

const single = (slug: string, occasion: Occasion, campaign: number): Template => ({
	slug,
	occasion,
	campaign,
	campaignFor: () => campaign,
});

export const TEMPLATES: readonly Template[] = [
	single('birthday-gift', 'birthday', 1501),
	{
		slug: 'work-anniversary-gift',
		occasion: 'workAnniversary',
		campaign: CAMPAIGN_BY_YEARS,
		campaignFor: (years) => Number(CAMPAIGN_BY_YEARS[String(years)] ?? 0) || null,
	},
	single('new-starter-welcome', 'startDate', 1701),
];

/** The ids of the published workflows that every gift workflow calls. */
export interface GiftOffice {
	giftLog: string;
	giftHolds: string;
}

export interface FillIn {
	sender: string;
	/** by credential type */
	credentials: Readonly<Record<string, { id: string; name: string }>>;
	/** other parameters for the trigger, such as an earlier run time */
	trigger: Readonly<Record<string, unknown>>;
	/** the workflows that it calls */
	office: GiftOffice;
}

/** Reads a shipped workflow as it is imported. */
export function readTemplate(
	slug: string,
): Omit<WorkflowJson, 'nodes'> & { nodes: Record<string, unknown>[] } {
	const file = path.join(workflowFolder(), `${slug}.json`);
	const json: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (!isRecord(json) || !isList(json.nodes) || !isRecord(json.connections)) {
		throw new Error(`workflows/${slug}.json is no workflow`);
	}
	return {
		name: String(json.name),
		nodes: json.nodes.filter(isRecord),
		connections: json.connections,
		...(isRecord(json.settings) ? { settings: json.settings } : {}),
	};
}

/** What a user changes in one node of a workflow that was imported. */
export interface NodeChange {
	parameters?: Readonly<Record<string, unknown>>;
	/** by credential type */
	credentials?: Readonly<Record<string, { id: string; name: string } | undefined>>;
	/** switched off, as by Deactivate in the editor */
	disabled?: boolean;
	/** the fields that a Set node gives, by name */
	assignments?: Readonly<Record<string, unknown>>;
}

/**
 * A shipped workflow with changes in its nodes, by the names of the nodes.
 *
 * @throws Error when the workflow has no such node, or the node no such field
 */
export function changedTemplate(
	slug: string,
	changes: Readonly<Record<string, NodeChange>>,
): WorkflowJson {
	const workflow = readTemplate(slug);
	const names = workflow.nodes.map(({ name }) => String(name));
	const unknown = Object.keys(changes).filter((name) => !names.includes(name));
	if (unknown.length > 0) throw new Error(`workflows/${slug}.json has no ${unknown.join(', ')}`);
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => {
			const change = changes[String(node.name)] ?? {};
			const own = isRecord(node.parameters) ? node.parameters : {};
			return {
				...node,
				parameters: { ...withAssignments(own, change.assignments ?? {}), ...change.parameters },
				...(change.credentials === undefined ? {} : { credentials: change.credentials }),
				...(change.disabled === undefined ? {} : { disabled: change.disabled }),
			};
		}),
	};
}

/** A workflow or a campaign, chosen by its id. */
export const byId = (id: string) => ({ __rl: true, mode: 'id', value: id });

/** Another workflow, chosen in the node that calls it. */
export const calls = (workflowId: string): NodeChange => ({
	parameters: { workflowId: byId(workflowId) },
});

/** Does to an imported gift workflow what its yellow note asks of the user. */
export function filledIn(
	{ slug, campaign }: Template,
	{ sender, credentials, trigger, office }: FillIn,
): WorkflowJson {
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	const isOne = typeof campaign === 'number';
	const sends = isOne ? { sender, campaign: byId(String(campaign)) } : { sender };
	return changedTemplate(slug, {
		'HiBob Employees': { parameters: trigger, credentials: { hiBobServiceUserApi } },
		'Gift Holds': calls(office.giftHolds),
		'Gift Log': calls(office.giftLog),
		'Send Gift': { parameters: sends, credentials: { reachdeskApi } },
		...(isOne
			? {}
			: {
					'Gift Settings': { assignments: { 'config.campaignByYears': JSON.stringify(campaign) } },
				}),
	});
}

function withAssignments(
	parameters: Readonly<Record<string, unknown>>,
	values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	const wanted = Object.keys(values);
	if (wanted.length === 0) return parameters;
	const collection = isRecord(parameters.assignments) ? parameters.assignments.assignments : [];
	const assignments = isList(collection) ? collection.filter(isRecord) : [];
	const names = assignments.map(({ name }) => String(name));
	const unknown = wanted.filter((name) => !names.includes(name));
	if (unknown.length > 0) throw new Error(`The Set node has no ${unknown.join(', ')}`);
	return {
		...parameters,
		assignments: {
			assignments: assignments.map((assignment) => ({
				...assignment,
				value: values[String(assignment.name)] ?? assignment.value,
			})),
		},
	};
}
