import type { WorkflowJson } from '../../sandbox/n8n/host.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';

const FIELDS = [
	...['root.id', 'root.email', 'root.firstName', 'root.surname', 'root.displayName'],
	...['personal.shortBirthDate', 'internal.status', 'internal.terminationDate'],
];

const node = (name: string, type: string, typeVersion: number, parameters: object, at: number) => ({
	id: name,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [at * 200, 0],
	parameters,
});

const condition = (id: string, leftValue: string, rightValue: string, operator: object) => ({
	id,
	leftValue,
	rightValue,
	operator,
});

const EQUALS = { type: 'string', operation: 'equals' };

/**
 * What people build from n8n's own nodes: HTTP Request, Split Out, Filter with most of the rules, and
 * Remove Duplicates.
 *
 * @param today yyyy-MM-dd
 */
export function handBuiltWorkflow({ url, serviceUser }: HiBobAnswers, today: string): WorkflowJson {
	const authorization = `Basic ${Buffer.from(`${serviceUser.id}:${serviceUser.token}`).toString('base64')}`;
	const names = ['Start', 'People', 'One by One', 'Birthday Today', 'Not Seen Before'];
	return {
		name: 'Built by hand',
		nodes: [
			node('Start', 'manualTrigger', 1, {}, 0),
			node(
				'People',
				'httpRequest',
				4.2,
				{
					method: 'POST',
					url: `${url}/people/search`,
					sendHeaders: true,
					headerParameters: { parameters: [{ name: 'Authorization', value: authorization }] },
					sendBody: true,
					specifyBody: 'json',
					jsonBody: JSON.stringify({ fields: FIELDS, showInactive: true }),
					options: {},
				},
				1,
			),
			node('One by One', 'splitOut', 1, { fieldToSplitOut: 'employees', options: {} }, 2),
			node(
				'Birthday Today',
				'filter',
				2.2,
				{
					conditions: {
						options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
						conditions: [
							condition('1', '={{ $json.personal.shortBirthDate }}', today.slice(5), EQUALS),
							condition('2', '={{ $json.internal.status }}', 'Active', EQUALS),
							condition(
								'3',
								`={{ !$json.internal.terminationDate || $json.internal.terminationDate >= "${today}" }}`,
								'',
								{ type: 'boolean', operation: 'true', singleValue: true },
							),
						],
						combinator: 'and',
					},
					options: {},
				},
				3,
			),
			node(
				'Not Seen Before',
				'removeDuplicates',
				2,
				{
					operation: 'removeItemsSeenInPreviousExecutions',
					dedupeValue: `={{ $json.id + "-${today.slice(0, 4)}" }}`,
					options: {},
				},
				4,
			),
		],
		connections: Object.fromEntries(
			names
				.slice(0, -1)
				.map((name, index) => [
					name,
					{ main: [[{ node: names[index + 1], type: 'main', index: 0 }]] },
				]),
		),
		settings: { executionOrder: 'v1', timezone: 'UTC' },
	};
}
