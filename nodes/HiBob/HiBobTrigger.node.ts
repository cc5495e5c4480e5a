import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { asNodeError } from '../shared/nodeErrors';
import { outputNamed, REPORTS_RUNS, RUN_COMPLETED } from '../shared/schedule/runCompleted';
import { WORKFLOW_ZONE_SINCE } from '../shared/schedule/scheduleProperties';
import { EVENTS_SUBTITLE, triggerPanel } from '../shared/schedule/triggerTexts';
import { listOptions } from './resources/listOptions';
import { employeesTrigger } from './resources/trigger/poll';
import { preview } from './resources/trigger/preview';
import { triggerProperties } from './resources/trigger/properties';
import { hiBobServiceUserApiTest } from './transport/credentialTest';

const DUE = outputNamed('Due');
const SKIPPED = outputNamed('Skipped');

export class HiBobTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HiBob Employees Trigger',
		name: 'hiBobTrigger',
		icon: { light: 'file:hibob.svg', dark: 'file:hibob.dark.svg' },
		group: ['trigger'],
		version: [1, WORKFLOW_ZONE_SINCE],
		defaultVersion: WORKFLOW_ZONE_SINCE,
		subtitle: EVENTS_SUBTITLE,
		description:
			'Starts the workflow on birthdays, work anniversaries and start dates, and when employees join, change or leave',
		defaults: { name: 'HiBob Employees' },
		polling: true,
		activationMessage:
			'n8n now checks HiBob on the schedule you set, and starts this workflow when it finds someone.',
		triggerPanel: triggerPanel(
			'Fetch the next people from HiBob',
			'a few of the next real occasions from HiBob',
		),
		inputs: [],
		// with Run Completed there is always a Skipped output, so that Run Completed is always the third
		outputs: `={{ ${REPORTS_RUNS} ? [${DUE}, ${SKIPPED}, ${outputNamed(RUN_COMPLETED.name)}] : $parameter["options"]?.["includeSkipped"] ? [${DUE}, ${SKIPPED}] : ["${NodeConnectionTypes.Main}"] }}`,
		credentials: [
			{ name: 'hiBobServiceUserApi', required: true, testedBy: 'hiBobServiceUserApiTest' },
		],
		properties: triggerProperties,
	};

	methods = { credentialTest: { hiBobServiceUserApiTest }, loadOptions: listOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		try {
			const now = Date.now();
			return this.getMode() === 'manual'
				? await preview(this, now)
				: await employeesTrigger.poll(this, now);
		} catch (error) {
			throw asNodeError(this.getNode(), error);
		}
	}
}
