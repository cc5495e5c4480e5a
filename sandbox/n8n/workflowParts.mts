/** Parts of workflows that tests and benchmarks make. */

/** The node from which a person starts a workflow in the editor. */
export const START = {
	id: 'start',
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** The node by which something outside of n8n starts a published workflow, named as {@link START}. */
export const startedByWebhook = (path: string) => ({
	...START,
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { path, httpMethod: 'POST' },
});

/**
 * Poll times at some seconds of each minute: n8n allows no single poll time below a minute, but any
 * number of them.
 */
export const pollTimesAt = (seconds: readonly number[]) => ({
	item: seconds.map((second) => ({
		mode: 'custom',
		cronExpression: `${String(second)} * * * * *`,
	})),
});

/** The seconds of a minute that lie so far apart. */
export const everySeconds = (step: number, first = 0): number[] =>
	Array.from({ length: Math.ceil((60 - first) / step) }, (_, index) => first + index * step);
