import type { NodeUnderTest } from './n8nCore.mts';

/** A node as n8n offers it to an AI agent: a copy whose name ends in "Tool". */
export function asTool(node: NodeUnderTest, typeVersion: number): NodeUnderTest {
	const { type, settings } = node;
	const name = `${type.description.name}Tool`;
	const tool = Object.create(type, { description: { value: { ...type.description, name } } });
	return {
		...node,
		type: tool,
		settings: { ...settings, typeVersion, type: `n8n-nodes-hibob-reachdesk.${name}` },
	};
}
