import type { ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ExplainedError } from '../explainedError';
import { beforeVersion, sinceVersion } from '../nodeVersion';
import type { ParameterReader } from '../parameterReader';
import { shown, stringOf } from '../parameterValue';
import { isTimeZone } from '../timeZone';

/** Stands for the workflow’s own time zone, as its settings or n8n’s have it. */
const WORKFLOW = 'workflow';

const FORMER_DEFAULT = 'UTC';

/** A list of time zones. */
export const timeZone: INodeProperties = {
	displayName: 'Time Zone Name or ID',
	name: 'timeZone',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getTimeZones' },
	required: true,
	default: WORKFLOW,
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Decides what day it is, and when the run time comes',
};

/**
 * The time zone of a node.
 *
 * Rule: n8n does not save a parameter that has its default, so a new default would move the runs of saved
 * workflows. Each version of a node keeps its own.
 *
 * @param since - the first version of the node whose default is the workflow’s time zone; before, it is UTC
 */
export const timeZoneProperties = (since: number): INodeProperties[] => [
	{
		...timeZone,
		default: FORMER_DEFAULT,
		displayOptions: { show: beforeVersion(since) },
	},
	{ ...timeZone, displayOptions: { show: sinceVersion(since) } },
];

/** @throws ExplainedError when the field does not hold a time zone */
export function timeZoneOf(reader: ParameterReader): string {
	const chosen = stringOf(reader.getNodeParameter(timeZone.name, FORMER_DEFAULT)).trim();
	if (chosen !== WORKFLOW) {
		if (isTimeZone(chosen)) return chosen;
		throw new ExplainedError(
			`"${shown(chosen)}" is not a time zone`,
			"Choose one in 'Time Zone', such as UTC or Europe/London",
		);
	}
	const zone = reader.getTimezone();
	if (isTimeZone(zone)) return zone;
	throw new ExplainedError(
		`The workflow’s time zone is "${shown(zone)}", which is not a time zone`,
		"Choose one in the workflow’s settings, or in 'Time Zone' of this node",
	);
}

/**
 * The time zones of this n8n by name, with the chosen one if it has a name of its own, such as an older
 * name.
 *
 * @param chosen - what the field holds now
 */
function zonesWith(chosen: unknown): INodePropertyOptions[] {
	const known = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
	if (typeof chosen === 'string' && isTimeZone(chosen)) known.add(chosen);
	return [...known].sort().map((zone) => ({ name: zone, value: zone }));
}

/** The list of 'Time Zone': the workflow’s own first. */
async function getTimeZones(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const own = {
		name: 'Workflow’s Time Zone',
		value: WORKFLOW,
		description: `${this.getTimezone()} now. It follows the workflow’s settings.`,
	};
	const chosen = this.getCurrentNodeParameter(timeZone.name);
	return await Promise.resolve([own, ...zonesWith(chosen)]);
}

/** The same for one row of a collection, which has a time zone of its own. */
async function getOtherTimeZones(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await Promise.resolve(zonesWith(this.getCurrentNodeParameter(`&${timeZone.name}`)));
}

/** What the fields for time zones offer. */
export const timeZoneOptions = { getTimeZones, getOtherTimeZones };
