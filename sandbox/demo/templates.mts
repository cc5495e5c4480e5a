import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { MatteringPerson } from '../hibob/today.mts';
import { isRecord, isList } from '../n8n/answers.mts';
import type { WorkflowJson } from '../n8n/host.mts';

type Occasion = MatteringPerson['occasion'];

const CAMPAIGN_BY_YEARS: Readonly<Record<string, string>> = {
	1: '1601',
	3: '1603',
	5: '1605',
	10: '1610',
};

/** A shipped workflow, and what a user would fill in for the campaigns of the sandbox. */
export interface Template {
	slug: string;
	occasion: Occasion;
	/** the fields of the node "Gift Settings" besides the sender */
	settings: Readonly<Record<string, string>>;
	/** the campaign of a gift, or null when there is to be none */
	campaignFor: (years: number | null) => number | null;
}

const single = (slug: string, occasion: Occasion, campaign: number): Template => ({
	slug,
	occasion,
	settings: { 'config.campaign': String(campaign) },
	campaignFor: () => campaign,
});

export const TEMPLATES: readonly Template[] = [
	single('birthday-gift', 'birthday', 1501),
	{
		slug: 'work-anniversary-gift',
		occasion: 'workAnniversary',
		settings: { 'config.campaignByYears': JSON.stringify(CAMPAIGN_BY_YEARS) },
		campaignFor: (years) => Number(CAMPAIGN_BY_YEARS[String(years)] ?? 0) || null,
	},
	single('new-starter-welcome', 'startDate', 1701),
];

export interface FillIn {
	sender: string;
	/** by credential type */
	credentials: Readonly<Record<string, { id: string; name: string }>>;
	/** other parameters for the trigger, such as an earlier run time */
	trigger: Readonly<Record<string, unknown>>;
}

const CREDENTIAL_OF: Readonly<Record<string, string>> = {
	'n8n-nodes-hibob-reachdesk.hiBobEmployeesTrigger': 'hiBobServiceUserApi',
	'n8n-nodes-hibob-reachdesk.reachdesk': 'reachdeskApi',
};

/** Reads a shipped workflow as it is imported. */
export function readTemplate(
	slug: string,
): Omit<WorkflowJson, 'nodes'> & { nodes: Record<string, unknown>[] } {
	const file = path.join(import.meta.dirname, '..', '..', 'workflows', `${slug}.json`);
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

/** Does to an imported workflow what its yellow note asks of the user. */
export function filledIn(
	template: Template,
	{ sender, credentials, trigger }: FillIn,
): WorkflowJson {
	const workflow = readTemplate(template.slug);
	const settings: Record<string, string> = { ...template.settings, 'config.sender': sender };
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => {
			const credentialType = CREDENTIAL_OF[String(node.type)];
			const parameters = isRecord(node.parameters) ? node.parameters : {};
			const isTrigger = credentialType === 'hiBobServiceUserApi';
			return {
				...node,
				parameters:
					node.name === 'Gift Settings'
						? withAssignments(parameters, settings)
						: { ...parameters, ...(isTrigger ? trigger : {}) },
				...(credentialType === undefined
					? {}
					: { credentials: { [credentialType]: credentials[credentialType] } }),
			};
		}),
	};
}

function withAssignments(
	parameters: Record<string, unknown>,
	values: Readonly<Record<string, string>>,
): Record<string, unknown> {
	const collection = isRecord(parameters.assignments) ? parameters.assignments.assignments : [];
	const assignments = isList(collection) ? collection.filter(isRecord) : [];
	const names = assignments.map(({ name }) => String(name));
	const unknown = Object.keys(values).filter((name) => !names.includes(name));
	if (unknown.length > 0) throw new Error(`"Gift Settings" has no ${unknown.join(', ')}`);
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
