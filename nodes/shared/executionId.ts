/**
 * The id of an execution. n8n’s types promise one, but a call of an MCP Server Trigger has no id.
 */
export function executionIdOf(context: { getExecutionId: () => unknown }): string | undefined {
	const id = context.getExecutionId();
	return typeof id === 'string' ? id : undefined;
}
