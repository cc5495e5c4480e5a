import { startHiBob } from '../hibob/server.mts';
import type { HiBobSandbox } from '../hibob/server.mts';
import { startN8n } from '../n8n/host.mts';
import type { Execution, N8nHost, N8nOptions } from '../n8n/host.mts';
import { startReachdesk } from '../reachdesk/server.mts';
import type { ReachdeskSandbox } from '../reachdesk/server.mts';
import { openGiftOffice } from './giftOffice.mts';
import { awayFromMidnight } from './runTime.mts';
import { filledIn } from './templates.mts';
import type { GiftOffice, Template } from './templates.mts';

/** The whole play: both services, a real n8n with the package in it, and its two credentials. */
export interface Stage {
	hibob: HiBobSandbox;
	reachdesk: ReachdeskSandbox;
	n8n: N8nHost;
	/** the day for which the company was made, yyyy-MM-dd (UTC) */
	today: string;
	credentials: Record<'hiBobServiceUserApi' | 'reachdeskApi', { id: string; name: string }>;
	/** the workflows that the gift workflows call */
	office: GiftOffice;
	/** Imports and publishes a shipped workflow. @returns its id in n8n */
	publish(template: Template, trigger: Readonly<Record<string, unknown>>): Promise<string>;
	/** The n-th daily run of a shipped workflow, when it has ended. */
	dailyRun(id: string, number: number, timeoutMs: number): Promise<Execution>;
	stop(): Promise<void>;
}

export interface StageOptions {
	say?: (text: string) => void;
	n8n?: N8nOptions;
}

/** Starts both sandbox servers and n8n, and stores credentials for them in n8n. */
export async function setStage({
	say = () => undefined,
	n8n: n8nOptions = {},
}: StageOptions = {}): Promise<Stage> {
	await awayFromMidnight(say);
	const today = new Date().toISOString().slice(0, 10);
	const [hibob, reachdesk] = await Promise.all([
		// many more requests than a real company would make in a minute
		startHiBob({ today, rateLimitPerMinute: 1_000 }),
		startReachdesk(),
	]);
	say('Starting n8n (about 15 seconds) …');
	const n8n = await startN8n(n8nOptions).catch(async (error: unknown) => {
		await Promise.all([hibob.stop(), reachdesk.stop()]);
		throw error;
	});
	const stop = async () => {
		await n8n.stop();
		await Promise.all([hibob.stop(), reachdesk.stop()]);
	};
	try {
		const credentials = await createCredentials(n8n, { hibob, reachdesk });
		const office = await openGiftOffice(n8n);
		const publish: Stage['publish'] = async (template, trigger) => {
			const fillIn = { sender: reachdesk.sender, credentials, trigger, office };
			const id = await n8n.importWorkflow(filledIn(template, fillIn));
			await n8n.publish(id);
			return id;
		};
		const dailyRun: Stage['dailyRun'] = async (id, number, timeoutMs) => {
			// the first execution reports the publishing
			const executions = await n8n.waitForExecutions(id, { count: number + 1, timeoutMs });
			return await n8n.execution(executions[number]?.id ?? '');
		};
		return { hibob, reachdesk, n8n, today, credentials, office, publish, dailyRun, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

export const hibobCredential = ({
	url,
	serviceUser,
}: Pick<HiBobSandbox, 'url' | 'serviceUser'>) => ({
	serviceUserId: serviceUser.id,
	token: serviceUser.token,
	environment: 'custom',
	customUrl: url,
});

export const reachdeskCredential = ({ url, token }: ReachdeskSandbox) => ({
	apiToken: token,
	baseUrl: url,
});

/** Stores credentials for both sandbox servers in n8n. */
export async function createCredentials(
	n8n: Pick<N8nHost, 'createCredential'>,
	{ hibob, reachdesk }: { hibob: HiBobSandbox; reachdesk: ReachdeskSandbox },
): Promise<Stage['credentials']> {
	return {
		hiBobServiceUserApi: await n8n.createCredential(
			'hiBobServiceUserApi',
			'HiBob (sandbox)',
			hibobCredential(hibob),
		),
		reachdeskApi: await n8n.createCredential(
			'reachdeskApi',
			'Reachdesk (sandbox)',
			reachdeskCredential(reachdesk),
		),
	};
}
