import type { Mailbox } from '../mail/mailbox.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { mailCredential } from './mailCredential.mts';
import type { Stage } from './stage.mts';
import { changedTemplate } from './templates.mts';

/** Who gets the CSV of each month. */
export const PAYROLL = 'payroll@example.com';

const VISITOR = { username: 'payroll', password: 'password-of-the-sandbox' };

/** The published page of the benefit report. */
export interface BenefitPage {
	workflowId: string;
	/** it asks for a name and a password */
	url: string;
	visitor: { username: string; password: string };
}

type Setting = Pick<Stage, 'n8n' | 'credentials'>;

/**
 * workflows/benefit-report.json as its yellow note asks the user to set it up.
 *
 * @param config - other settings of the report, such as `config.period`
 */
export async function benefitReport(
	{ n8n, credentials }: Setting,
	mailbox: Mailbox,
	config: Readonly<Record<string, unknown>> = {},
): Promise<WorkflowJson> {
	const { hiBobServiceUserApi, reachdeskApi } = credentials;
	const httpBasicAuth = await n8n.createCredential('httpBasicAuth', 'Benefit report (sandbox)', {
		user: VISITOR.username,
		password: VISITOR.password,
	});
	return changedTemplate('benefit-report', {
		'Web Page': { credentials: { httpBasicAuth } },
		'Report Settings': { assignments: config },
		Transactions: { credentials: { reachdeskApi } },
		Employees: { credentials: { hiBobServiceUserApi } },
		'Send Email': {
			parameters: { fromEmail: 'n8n <gifts@example.com>', toEmail: PAYROLL },
			credentials: { smtp: await mailCredential(n8n, mailbox) },
		},
	});
}

/** Imports it, does what its yellow note asks, and publishes it. */
export async function publishBenefitReport(
	setting: Setting,
	mailbox: Mailbox,
): Promise<BenefitPage> {
	const { n8n } = setting;
	const workflowId = await n8n.importWorkflow(await benefitReport(setting, mailbox));
	await n8n.publish(workflowId);
	return {
		workflowId,
		url: new URL('/webhook/benefit-report', n8n.editorUrl).href,
		visitor: VISITOR,
	};
}

/** The workflow with runs from the editor that can be looked at: as it is shipped, it saves none. */
export const savingManualRuns = (workflow: WorkflowJson): WorkflowJson => ({
	...workflow,
	settings: { ...workflow.settings, saveManualExecutions: true },
});
