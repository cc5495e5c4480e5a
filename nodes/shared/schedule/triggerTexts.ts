import type { INodeTypeDescription } from 'n8n-workflow';

/** The chosen events in Title Case, below the name of the node. */
export const EVENTS_SUBTITLE =
	'={{ $parameter["events"].map((event) => event.charAt(0).toUpperCase() + event.slice(1).replace(/([A-Z])/g, " $1")).join(", ") }}';

/**
 * What the panel of a trigger says before it has run, in place of n8n’s words about one mock event.
 *
 * @param header - what the button does
 * @param fetched - what a test fetches
 */
export function triggerPanel(
	header: string,
	fetched: string,
): NonNullable<INodeTypeDescription['triggerPanel']> {
	const building = `<b>While you build the workflow</b>, click the button to fetch ${fetched}. A test fetch changes nothing, and does not count as a run.`;
	const where =
		'Those executions are in the <a data-key="executions">executions list</a>, not in the editor.';
	return {
		header,
		executionsHelp: {
			inactive: `${building}<br /><br /><b>When the workflow is ready</b>, publish it. It then runs on the schedule you set. ${where}`,
			active: `${building}<br /><br /><b>The workflow also runs on the schedule you set</b>, because it is published. ${where}`,
		},
		activationHint: {
			inactive:
				'When the workflow is ready, publish it, so that it runs on the schedule you set. Those executions are not shown here.',
			active:
				'The workflow also runs on the schedule you set. Those executions are not shown here.',
		},
	};
}
