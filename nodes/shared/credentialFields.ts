import type { INodeProperties } from 'n8n-workflow';

/** Fields in the credentials of both services. */

const MARK = 'urlIsExpression';

/**
 * Distinguishes an expression from a typed URL. n8n 1.123 and 2.40 do not evaluate an expression in
 * a field declared without expressions; n8n 2.0 evaluates it, with the data of an item, before a
 * node or a credential sees it. The fields of a credential are determined before that, and a field
 * whose display condition refers to an expression is always present (n8n-workflow,
 * displayParameter). Without an expression, this field is never present.
 */
export const markOfExpression = (urlField: string): INodeProperties => ({
	displayName: 'URL Is an Expression',
	name: MARK,
	type: 'hidden',
	default: true,
	displayOptions: { show: { [urlField]: ['no URL is ever this'] } },
});

/** Whether the URL of a credential comes from an expression, as far as n8n shows it. */
export const isUrlExpression = (credential: Readonly<Record<string, unknown>>): boolean =>
	MARK in credential;

/**
 * n8n’s own fields for the use of a credential in other nodes. n8n would add them with everything
 * allowed; n8n’s option `all` is not offered here.
 *
 * @param hosts - the default list when a person allows domains, in n8n’s notation
 */
export const otherNodesFields = (service: string, hosts: string): INodeProperties[] => [
	{
		displayName: 'Allowed HTTP Request Domains',
		name: 'allowedHttpRequestDomains',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'None',
				value: 'none',
				description: `Only the ${service} nodes can use this credential`,
			},
			{
				name: 'Specific Domains',
				value: 'domains',
				description: `HTTP Request, GraphQL and AI tools can use it to read from ${service}`,
			},
		],
		default: 'none',
		description: `Whether other nodes can use this credential. In either case the token is only sent to ${service}, and other nodes can only read.`,
	},
	{
		displayName: 'Allowed Domains',
		name: 'allowedDomains',
		type: 'string',
		noDataExpression: true,
		default: hosts,
		placeholder: `e.g. ${hosts}`,
		displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
		description: 'Host in the URL of this credential',
	},
];
