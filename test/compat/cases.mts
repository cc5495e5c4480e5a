/** Something that n8n did not always have. */
interface Feature {
	/** the first version that has it */
	since: string;
	/** what that is, and since when, without full stop */
	reason: string;
}

/** An end-to-end test, and what it takes. */
export interface Case {
	/** name of the file in test/e2e, without the ending */
	file: string;
	/** what it shows */
	title: string;
	/** without it, nothing of the case can be shown */
	needs?: Feature;
	/** why nothing of the case can be shown with n8n in a container, without full stop */
	notInContainer?: string;
	/** tests of the case that take more than the rest, by their name */
	parts?: readonly { test: string; needs: Feature }[];
}

const DURABLE_SCHEDULER: Feature = {
	since: '2.36.0',
	reason: 'the durable scheduler, which n8n has from 2.36',
};
const TABLES_MADE_BY_WORKFLOWS: Feature = {
	since: '2.3.0',
	reason: 'data tables that a workflow makes, as the employee sync does, which n8n has from 2.3',
};

const WAYS_TO_RUN: Feature = {
	since: '2.40.0',
	reason: 'all ways to run a node that n8n has from 2.40',
};

const MOVED_CLOCK = 'a moved clock: libfaketime is not in the image';
const STAND_IN = 'a stand-in for the container, which runs an n8n that is installed';

const PUBLISHING_BY_API: Feature = {
	since: '2.40.0',
	reason: 'a public API that publishes again what it has changed, known from 2.40',
};

/** All end-to-end tests, in the order of the table. */
export const CASES: readonly Case[] = [
	{ file: 'dailyRun', title: 'The three gift workflows, from publishing to a second run' },
	{ file: 'pair', title: 'The two packages of one service each, and the birthday workflow' },
	{
		file: 'packageMove',
		title: 'From the combined package to the two, and back, with gifts in doubt',
		notInContainer: MOVED_CLOCK,
		needs: PUBLISHING_BY_API,
	},
	{
		file: 'movedClock',
		notInContainer: MOVED_CLOCK,
		title: 'New Year, leap days, days on which n8n or HiBob is down',
	},
	{
		file: 'faults',
		notInContainer: MOVED_CLOCK,
		title: 'Four days of failing services, with n8n killed again and again',
		parts: [{ test: 'in the durable scheduler', needs: DURABLE_SCHEDULER }],
	},
	{
		file: 'schedules',
		notInContainer: MOVED_CLOCK,
		title: 'The schedules of the workflows, in memory and in the durable scheduler',
		parts: [{ test: 'in the durable scheduler', needs: DURABLE_SCHEDULER }],
	},
	{
		file: 'durable',
		notInContainer: MOVED_CLOCK,
		title: 'The trigger in the durable scheduler',
		needs: DURABLE_SCHEDULER,
	},
	{
		file: 'queue',
		notInContainer: MOVED_CLOCK,
		title: 'Queue mode, with workers killed while they send',
	},
	{
		file: 'container',
		notInContainer: STAND_IN,
		title: 'The way to n8n in a container, with a stand-in for docker',
	},
	{ file: 'runModes', title: 'Each way in which n8n runs Send Gift', needs: WAYS_TO_RUN },
	{
		file: 'delivery',
		notInContainer: MOVED_CLOCK,
		title: 'A first workflow with a mistake in it, and its messages',
	},
	{ file: 'hibobNode', title: 'The HiBob node' },
	{ file: 'reachdeskNode', title: 'The Reachdesk node' },
	{
		file: 'sendMany',
		notInContainer: MOVED_CLOCK,
		title: '12,000 gifts in bulk, with faults in the middle',
	},
	{
		file: 'caps',
		notInContainer: MOVED_CLOCK,
		title: 'Caps, with several executions at once, and n8n killed while it sends',
	},
	{ file: 'reachdeskTrigger', title: 'The Reachdesk Gift trigger' },
	{
		file: 'reachdeskLimits',
		title: 'Reachdesk’s own limits, and how they are reported',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{ file: 'aiTools', title: 'Both nodes as tools of an AI agent' },
	{ file: 'upcomingGifts', title: 'Workflow: upcoming gifts' },
	{
		file: 'giftApproval',
		notInContainer: MOVED_CLOCK,
		title: 'Workflow: gift approval',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'giftByHand',
		title: 'Workflow: gift by hand',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'giftFollowUp',
		title: 'Workflow: gift follow-up',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'giftHistory',
		title: 'Workflow: gift history, the page',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'employeeGifts',
		title: 'Workflow: employee gifts, by the Gift Map',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'giftMapCaps',
		title: 'Workflow: employee gifts, with caps in the Gift Map',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'managerNotice',
		title: 'Workflow: manager notice',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'teamGift',
		notInContainer: MOVED_CLOCK,
		title: 'Workflow: team gift, to many for one day',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'myGifts',
		title: 'Workflow: my gifts, the page on which employees opt out',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'sites',
		notInContainer: MOVED_CLOCK,
		title: 'Site rules over two days',
		parts: [{ test: 'durable scheduler', needs: DURABLE_SCHEDULER }],
	},
	{ file: 'spendReport', title: 'Workflow: spend report' },
	{ file: 'goLiveCheck', title: 'Workflow: go-live check, in the editor and on its page' },
	{
		file: 'benefitReport',
		title: 'Workflow: benefit report, its page, CSV and email',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'giftLog',
		title: 'Workflow: gift log, and gift workflows that end red when a gift needs a person',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{
		file: 'employeeSync',
		notInContainer: MOVED_CLOCK,
		title: 'Workflow: employee sync',
		needs: TABLES_MADE_BY_WORKFLOWS,
	},
	{ file: 'credentialReach', title: 'Tokens go to their own service and nowhere else' },
	{ file: 'secrets', title: 'Secrets and personal data stay where they belong' },
];
