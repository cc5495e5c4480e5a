import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { START } from '../../sandbox/n8n/workflowParts.mts';

/** A node as a tool of an agent: its type ends in `Tool`. */
export interface AgentTool {
	name: string;
	type: string;
	typeVersion: number;
	parameters: object;
	/** by credential type */
	credentials: object;
}

/**
 * Lets an agent use a tool.
 *
 * @param query what the agent fills in, by the names in `$fromAI`
 * @returns what the tool answers the agent
 */
export async function useTool(
	n8n: Pick<N8nHost, 'importWorkflow' | 'runTool'>,
	tool: AgentTool,
	query: object,
): Promise<unknown> {
	const id = await n8n.importWorkflow({
		name: `${tool.name} as a tool`,
		nodes: [
			START,
			{
				id: 'agent',
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: 1.7,
				position: [200, 0],
				parameters: {},
			},
			{ id: 'tool', position: [200, 200], ...tool },
		],
		connections: {
			[START.name]: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			[tool.name]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	});
	return await n8n.runTool(id, START.name, tool.name, query);
}
