import type { N8nHost, WorkflowJson } from '../n8n/host.mts';
import { changedTemplate } from './templates.mts';

/** Who hears of what goes wrong, and of what does not happen. */
export const PERSON = 'people.ops@example.com';

/** The columns of the tables that gift-alerts and gift-watch read, of which gift-log fills Gift Runs. */
export const ALERTS_TABLE = 'Gift Alerts';
export const RUNS_TABLE = 'Gift Runs';

type Credential = Awaited<ReturnType<N8nHost['createCredential']>>;

/** Other parameters for the schedule, such as one that comes every few seconds. */
type Schedule = Readonly<Record<string, unknown>>;

const sendMail = (smtp: Credential) => ({
	parameters: { fromEmail: 'n8n <n8n@example.com>', toEmail: PERSON },
	credentials: { smtp },
});

/** workflows/gift-alerts.json as its yellow note asks the user to set it up. */
export const giftAlerts = (smtp: Credential, parameters: Schedule = {}): WorkflowJson =>
	changedTemplate('gift-alerts', {
		'Every 5 Minutes': { parameters },
		'Send Email': sendMail(smtp),
	});

/** workflows/gift-watch.json as its yellow note asks the user to set it up. */
export const giftWatch = (smtp: Credential, parameters: Schedule = {}): WorkflowJson =>
	changedTemplate('gift-watch', { 'Every Hour': { parameters }, 'Send Email': sendMail(smtp) });

/** What choosing an error workflow in the settings of a workflow does. */
export const withErrorWorkflow = (workflow: WorkflowJson, errorWorkflow: string): WorkflowJson => ({
	...workflow,
	settings: { ...workflow.settings, errorWorkflow },
});
