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
import { EVENTS_SUBTITLE, triggerPanel } from '../shared/schedule/triggerTexts';
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
		subtitle: EVENTS_SUBTITLE,
		description:
			'Starts the workflow when a gift needs review, is claimed, shipped, delivered, unclaimed, failed or expired, or when its status changes',
		defaults: { name: 'Reachdesk Gift' },
		polling: true,
		activationMessage:
			'n8n now checks Reachdesk on the schedule you set, and starts this workflow when a gift changes.',
		triggerPanel: triggerPanel('Fetch gifts from Reachdesk', 'a few real gifts from Reachdesk'),
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
