import type { NodeUnderTest } from './n8nCore.mts';

/** A node as n8n offers it to an AI agent: a copy whose name ends in "Tool". */
export function asTool(node: NodeUnderTest, typeVersion: number): NodeUnderTest {
	const { type, settings } = node;
	const name = `${type.description.name}Tool`;
	const description = { ...type.description, name };
	const own = (of: typeof type, key: string | symbol): unknown =>
		key === 'description' ? description : Reflect.get(of, key);
	return {
		...node,
		type: new Proxy(type, { get: own }),
		settings: { ...settings, typeVersion, type: `n8n-nodes-hibob-reachdesk.${name}` },
	};
}
