import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { itemByItem } from '../shared/itemByItem';
import { asNodeError } from '../shared/nodeErrors';
import { contactProperties } from './resources/contact/properties';
import { gdprRequestProperties } from './resources/gdprRequest/properties';
import { LINKS_ON_REQUEST } from './resources/gift/giftFieldProperties';
import { readGiftProperties } from './resources/gift/readProperties';
import { NAMES_PEOPLE_SINCE } from './resources/gift/results';
import { searchCampaigns } from './resources/gift/searchCampaigns';
import { sendProperties } from './resources/gift/sendProperties';
import { OPERATIONS, SENDING } from './resources/operations';
import { TOOL_OUTPUT_SINCE } from './resources/outputProperties';
import { organizationProperties } from './resources/organization/properties';
import { setupProperties } from './resources/setup/properties';
import { transactionProperties } from './resources/transaction/properties';
import { reachdeskApiTest } from './transport/credentialTest';

export class Reachdesk implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Reachdesk',
		name: 'reachdesk',
		icon: { light: 'file:reachdesk.svg', dark: 'file:reachdesk.dark.svg' },
		group: ['output'],
		version: [1, LINKS_ON_REQUEST, TOOL_OUTPUT_SINCE, NAMES_PEOPLE_SINCE],
		defaultVersion: NAMES_PEOPLE_SINCE,
		subtitle:
			'={{ ($parameter["operation"].replace("getAll", "getMany") + ": " + $parameter["resource"].replace("gdpr", "GDPR")).replace(/([a-zR])([A-Z][a-z])/g, "$1 $2").replace(/(^|: )([a-z])/g, (start) => start.toUpperCase()) }}',
		description:
			'Sends gifts with Reachdesk, each of them only once, and looks up what happened to them',
		defaults: { name: 'Reachdesk' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'reachdeskApi', required: true, testedBy: 'reachdeskApiTest' }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Contact', value: 'contact' },
					{ name: 'GDPR Request', value: 'gdprRequest' },
					{ name: 'Gift', value: 'gift' },
					{ name: 'Organization', value: 'organization' },
					{ name: 'Setup', value: 'setup' },
					{ name: 'Transaction', value: 'transaction' },
				],
				default: 'gift',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['gift'] } },
				options: [
					{
						name: 'Get',
						value: 'get',
						action: 'Get gift',
						description: 'Retrieve a gift by its ID',
					},
					{
						name: 'Get Many',
						value: 'getAll',
						action: 'Get many gifts',
						description: 'Retrieve a list of gifts: those of a period, or those to one person',
					},
					{
						name: 'Send',
						value: 'send',
						action: 'Send gift',
						description: 'Send a gift from a manual campaign',
					},
					{
						name: 'Send Many',
						value: 'sendMany',
						action: 'Send many gifts',
						description: 'Send up to thousands of gifts from a manual campaign with few requests',
					},
				],
				default: 'send',
			},
			...sendProperties,
			...readGiftProperties,
			...contactProperties,
			...gdprRequestProperties,
			...organizationProperties,
			...setupProperties,
			...transactionProperties,
		],
	};

	methods = { credentialTest: { reachdeskApiTest }, listSearch: { searchCampaigns } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			const isGift = this.getNodeParameter('resource', 0) === 'gift';
			const send = isGift && SENDING.get(this.getNodeParameter('operation', 0));
			return [send ? await send(this) : await itemByItem(this, OPERATIONS)];
		} catch (error) {
			throw asNodeError(this.getNode(), error);
		}
	}
}
