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
import { timeZoneOptions } from '../shared/schedule/timeZones';
import { giftTrigger, previewGifts } from './resources/giftTrigger/poll';
import { giftTriggerProperties } from './resources/giftTrigger/properties';
import { reachdeskApiTest } from './transport/credentialTest';

export class ReachdeskTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Reachdesk Gift Trigger',
		name: 'reachdeskTrigger',
		icon: { light: 'file:reachdesk.svg', dark: 'file:reachdesk.dark.svg' },
		group: ['trigger'],
		version: [1, WORKFLOW_ZONE_SINCE],
		defaultVersion: WORKFLOW_ZONE_SINCE,
		subtitle:
			'={{ $parameter["events"].map((event) => event.charAt(0).toUpperCase() + event.slice(1).replace(/([A-Z])/g, " $1")).join(", ") }}',
		description:
			'Starts the workflow when a gift needs review, is claimed, shipped, delivered, unclaimed, failed or expired, or when its status changes',
		defaults: { name: 'Reachdesk Gift' },
		polling: true,
		activationMessage:
			'n8n now checks Reachdesk on the schedule you set, and starts this workflow when a gift changes.',
		triggerPanel: {
			header: 'Fetch gifts from Reachdesk',
			executionsHelp: {
				inactive:
					'<b>While you build the workflow</b>, click the button to fetch a few real gifts from Reachdesk. A test fetch changes nothing, and does not count as a run.<br /><br /><b>When the workflow is ready</b>, publish it. It then runs on the schedule you set. Those executions are in the <a data-key="executions">executions list</a>, not in the editor.',
				active:
					'<b>While you build the workflow</b>, click the button to fetch a few real gifts from Reachdesk. A test fetch changes nothing, and does not count as a run.<br /><br /><b>The workflow also runs on the schedule you set</b>, because it is published. Those executions are in the <a data-key="executions">executions list</a>, not in the editor.',
			},
			activationHint: {
				inactive:
					'When the workflow is ready, publish it, so that it runs on the schedule you set. Those executions are not shown here.',
				active:
					'The workflow also runs on the schedule you set. Those executions are not shown here.',
			},
		},
		inputs: [],
		outputs: `={{ ${REPORTS_RUNS} ? [${outputNamed('Gifts')}, ${outputNamed(RUN_COMPLETED.name)}] : ["${NodeConnectionTypes.Main}"] }}`,
		credentials: [{ name: 'reachdeskApi', required: true, testedBy: 'reachdeskApiTest' }],
		properties: giftTriggerProperties,
	};

	methods = { credentialTest: { reachdeskApiTest }, loadOptions: timeZoneOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		try {
			const now = Date.now();
			return this.getMode() === 'manual'
				? await previewGifts(this, now)
				: await giftTrigger.poll(this, now);
		} catch (error) {
			throw asNodeError(this.getNode(), error);
		}
	}
}
