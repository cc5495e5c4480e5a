import type { INodeProperties } from 'n8n-workflow';

/** Fields that the credentials of both services have. */

const MARK = 'urlIsExpression';

/**
 * Tells an expression from a typed URL. n8n 1.123 and 2.40 take no expression from a field that is declared
 * to have none; n8n 2.0 works it out, with the data of an item, before a node or a credential sees it. Which
 * fields a credential has is settled before that, and a field whose condition looks at an expression is
 * always there (n8n-workflow, displayParameter); otherwise this one is there for no URL.
 */
export const markOfExpression = (urlField: string): INodeProperties => ({
	displayName: 'URL Is an Expression',
	name: MARK,
	type: 'hidden',
	default: true,
	displayOptions: { show: { [urlField]: ['no URL is ever this'] } },
});

/** Whether the URL of a credential comes from an expression, as far as n8n says. */
export const isUrlExpression = (credential: Readonly<Record<string, unknown>>): boolean =>
	MARK in credential;

/**
 * n8n's own fields for the use of a credential in other nodes, which n8n would add with everything allowed.
 * What n8n calls `all` is not offered.
 *
 * @param hosts - what is filled in when a person allows some, as n8n writes lists of domains
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
				description: `HTTP Request, GraphQL and AI tools can read from ${service} with it`,
			},
		],
		default: 'none',
		description: `Whether other nodes can use this credential. Whatever is chosen, the token only goes to ${service}, and other nodes can only read.`,
	},
	{
		displayName: 'Allowed Domains',
		name: 'allowedDomains',
		type: 'string',
		noDataExpression: true,
		default: hosts,
		placeholder: `e.g. ${hosts}`,
		displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
		description: 'Host of the URL of this credential',
	},
];
