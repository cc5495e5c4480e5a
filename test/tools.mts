import type { NodeUnderTest } from './n8nCore.mts';

/** Makes of a node what n8n offers to an AI agent: one whose name ends in "Tool". The node is changed. */
export function asTool(node: NodeUnderTest, typeVersion: number): NodeUnderTest {
	const { type, settings } = node;
	const name = `${type.description.name}Tool`;
	return {
		...node,
		type: Object.assign(type, { description: { ...type.description, name } }),
		settings: { ...settings, typeVersion, type: `n8n-nodes-hibob-reachdesk.${name}` },
	};
}
