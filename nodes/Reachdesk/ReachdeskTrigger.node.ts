import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { asNodeError } from '../shared/nodeErrors';
import { outputNamed, REPORTS_RUNS, RUN_COMPLETED } from '../shared/schedule/runCompleted';
import { giftTrigger, previewGifts } from './resources/giftTrigger/poll';
import { giftTriggerProperties } from './resources/giftTrigger/properties';
import { reachdeskApiTest } from './transport/credentialTest';

export class ReachdeskTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Reachdesk Gift Trigger',
		name: 'reachdeskTrigger',
		icon: { light: 'file:reachdesk.svg', dark: 'file:reachdesk.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ $parameter["events"].join(", ").replace(/([A-Z])/g, " $1").replace(/(^|, )([a-z])/g, (start) => start.toUpperCase()) }}',
		description:
			'Starts the workflow when a gift needs review, is claimed, shipped, delivered, unclaimed, failed or expired, or when its status changes',
		defaults: { name: 'Reachdesk Gift' },
		polling: true,
		inputs: [],
		outputs: `={{ ${REPORTS_RUNS} ? [${outputNamed('Gifts')}, ${outputNamed(RUN_COMPLETED.name)}] : ["${NodeConnectionTypes.Main}"] }}`,
		credentials: [{ name: 'reachdeskApi', required: true, testedBy: 'reachdeskApiTest' }],
		properties: giftTriggerProperties,
	};

	methods = { credentialTest: { reachdeskApiTest } };

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
