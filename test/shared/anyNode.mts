import type { INode } from 'n8n-workflow';

/** A node for tests that need one and do not look at it. */
export const ANY_NODE: INode = {
	id: 'node',
	name: 'Send Gift',
	type: 'reachdesk',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
