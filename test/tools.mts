import type { NodeUnderTest } from './n8nCore.mts';

/** A node as n8n offers it to an AI agent: a copy whose name ends in "Tool". */
export function asTool(node: NodeUnderTest, typeVersion: number): NodeUnderTest {
	const { type, settings } = node;
	const name = `${type.description.name}Tool`;
	const { methods, execute } = type;
	return {
		...node,
		type: {
			description: { ...type.description, name },
			...(methods === undefined ? {} : { methods }),
			...(execute === undefined ? {} : { execute }),
		},
		settings: { ...settings, typeVersion, type: `n8n-nodes-hibob-reachdesk.${name}` },
	};
}
