import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { asNodeError } from '../shared/nodeErrors';
import { outputNamed, REPORTS_RUNS, RUN_COMPLETED } from '../shared/schedule/runCompleted';
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
		version: 1,
		subtitle:
			'={{ $parameter["events"].join(", ").replace(/([A-Z])/g, " $1").replace(/(^|, )([a-z])/g, (start) => start.toUpperCase()) }}',
		description:
			'Starts the workflow on birthdays, work anniversaries and start dates, and when employees join, change or leave',
		defaults: { name: 'HiBob Employees' },
		polling: true,
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
