import type { Mailbox } from '../mail/mailbox.mts';
import type { WorkflowJson } from '../n8n/host.mts';
import { mailCredential } from './mailCredential.mts';
import { startedOnCall } from './onCall.mts';
import type { Stage } from './stage.mts';
import { calls, changedTemplate } from './templates.mts';

/** Who hears of people whose managers cannot be told. */
export const HR = 'hr@example.com';

/** The data table in which it remembers what was told. */
export const NOTICES_TABLE = 'Manager Notices';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

interface NoticeOptions {
	/** every day unless told, so that it does not matter on which day it is run */
	workingDays?: readonly number[];
	/** whether email is switched off, as by somebody who wants Slack alone */
	withoutMail?: boolean;
}

/** workflows/manager-notice.json as its yellow note asks the user to set it up. */
export async function managerNotice(
	{ n8n, credentials, office }: Pick<Stage, 'n8n' | 'credentials' | 'office'>,
	mailbox: Mailbox,
	{ workingDays = EVERY_DAY, withoutMail = false }: NoticeOptions = {},
): Promise<WorkflowJson> {
	const { hiBobServiceUserApi } = credentials;
	const hibob = { credentials: { hiBobServiceUserApi } };
	return changedTemplate('manager-notice', {
		'Notice Settings': {
			assignments: {
				'config.hrAddress': HR,
				'config.workingDays': JSON.stringify(workingDays),
			},
		},
		'Gift Holds': calls(office.giftHolds),
		'Upcoming Occasions': hibob,
		Employees: hibob,
		'Send Email': {
			parameters: { fromEmail: 'n8n <gifts@example.com>' },
			credentials: { smtp: await mailCredential(n8n, mailbox) },
			disabled: withoutMail,
		},
	});
}

/** How it is run at once. */
export const { onCall: noticeOnCall, call: callNotice } = startedOnCall(
	'manager-notice',
	'Notice Settings',
);
