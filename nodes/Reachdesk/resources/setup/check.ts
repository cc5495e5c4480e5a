import { NodeApiError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { neverConnected, NoAnswer } from '../../../shared/httpAnswer';
import { isObject, itemOf } from '../../../shared/jsonObject';
import { asNodeError } from '../../../shared/nodeErrors';
import { explainNoAnswer, explainUnread } from '../../gifts/refusal';
import { readSends } from '../../gifts/listedSend';
import type { SendList } from '../../gifts/listedSend';
import { campaignLine, sendsByCampaign } from '../../gifts/setup/campaignLines';
import { otherCampaignLines } from '../../gifts/setup/otherCampaignLines';
import { plannedCostLines } from '../../gifts/setup/plannedCost';
import { senderLine } from '../../gifts/setup/senderLine';
import { counted, fine, stop, warning } from '../../gifts/setup/setupLine';
import type { LookBack, SetupCheck, SetupLine } from '../../gifts/setup/setupLine';
import { walletLines } from '../../gifts/setup/walletLines';
import { readPage } from '../../transport/page';
import {
	baseUrlOf,
	credentialOf,
	isSendingPaused,
	reachdeskRequest,
} from '../../transport/reachdeskRequest';
import { listSendRows } from '../../transport/sends';
import { listTransactions } from '../../transport/transactions';
import { setupQuestion } from './question';
import type { SetupQuestion } from './question';

const DAY = 86_400_000;
const MOST_NAMED = 5;
const REACHDESK = 'https://app.reachdesk.com';

/**
 * Setup > Check: what can be known about Reachdesk before the first gift, one item per line. All
 * incoming items together are one plan, so the check runs once for all. It sends nothing, and each
 * question that Reachdesk cannot answer gets its own line.
 *
 * @throws ExplainedError that names a setting
 */
export async function checkSetup(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	if (item > 0) return [];
	const question = setupQuestion(context);
	return (await setupLines(context, question, Date.now())).map(itemOf);
}

async function setupLines(
	context: IExecuteFunctions,
	question: SetupQuestion,
	now: number,
): Promise<SetupLine[]> {
	const sending = (await isSendingPaused(context))
		? warning(
				'Sending',
				"'Sending' is Paused in the Reachdesk credential: no gift is sent",
				'Set it to On when you are ready',
			)
		: fine('Sending', "'Sending' is On in the Reachdesk credential", null);
	const trouble = await readToken(context);
	if (trouble !== null) {
		const finding = `${trouble.message}. Nothing else was checked`;
		const line = trouble.isRefusal ? stop : warning;
		return [line('API Token', finding, trouble.remedy), sending];
	}
	const lookBack: LookBack = { days: question.lookBackDays, now };
	const since = now - lookBack.days * DAY;
	const sends = await asked(context, async () =>
		readSends(await listSendRows(context, since, now)),
	);
	// the person who made one of them is a user
	const transactions = await asked(context, () => listTransactions(context, since, now));
	return [
		fine('API Token', 'Reachdesk accepts the API token', null),
		sending,
		...linesOf(question, { sends, transactions }, lookBack, await pagesOf(context)),
	];
}

interface Lists {
	sends: SendList | Trouble;
	transactions: unknown[] | Trouble;
}

/** The lines for what could be read, and one line for each list that could not. */
function linesOf(
	{ campaigns, wallet, plan, people }: SetupQuestion,
	{ sends, transactions }: Lists,
	lookBack: LookBack,
	pages: string,
): SetupLine[] {
	const read = sends instanceof Trouble ? null : sends;
	const byCampaign = sendsByCampaign(read?.sends ?? []);
	const rows = transactions instanceof Trouble ? null : transactions.filter(isObject);
	return [
		...(rows === null ? [] : [senderLine(wallet.sender, rows, lookBack)]),
		...(read === null
			? []
			: campaigns.map((id) => {
					const isUnclear = read.unreadable.some(({ campaignId }) => (campaignId ?? id) === id);
					return campaignLine(id, byCampaign.get(id) ?? [], lookBack, pages, isUnclear);
				})),
		...(read === null || rows === null
			? []
			: walletLines(campaigns, rows, byCampaign, wallet, lookBack)),
		...(read === null || plan === null
			? []
			: plannedCostLines(plan, byCampaign, wallet.currency, lookBack)),
		...(read === null ? [] : otherCampaignLines(campaigns, people, read.sends, lookBack)),
		...(sends instanceof Trouble
			? [unread(sends, 'campaigns, the wallet, the cost and other campaigns')]
			: unreadable(
					'sends',
					sends.unreadable.map(({ name }) => name),
				)),
		...(transactions instanceof Trouble
			? [unread(transactions, 'the sender and the wallet')]
			: unreadable(
					'transactions',
					transactions.flatMap((row, index) => (isObject(row) ? [] : [`row ${String(index + 1)}`])),
				)),
	];
}

const LISTS: SetupCheck = 'Lists';

const unread = ({ message, remedy, isRefusal }: Trouble, what: string): SetupLine =>
	(isRefusal ? stop : warning)(LISTS, `${message}. So ${what} could not be checked`, remedy);

const unreadable = (list: string, names: readonly string[]): SetupLine[] =>
	names.length === 0
		? []
		: [
				warning(
					LISTS,
					`${counted(names.length, 'row', 'rows')} of Reachdesk’s list of ${list} ${names.length === 1 ? 'is unreadable and was' : 'are unreadable and were'} not counted: ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ', …' : ''}`,
					'If such a row could be a person’s gift, Send Gift does not send it and asks you to check. If this keeps happening, ask Reachdesk support',
				),
			];

/** Why Reachdesk did not answer, as text for a line. */
class Trouble {
	readonly message: string;
	readonly remedy: string;
	/** whether nothing works until it is fixed, as when Reachdesk rejects the token */
	readonly isRefusal: boolean;

	constructor(message: string, remedy: string, isRefusal: boolean) {
		this.message = message;
		this.remedy = remedy;
		this.isRefusal = isRefusal;
	}
}

/** @throws errors that are not answers of Reachdesk, such as a missing credential */
async function asked<T>(context: IExecuteFunctions, read: () => Promise<T>): Promise<T | Trouble> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof ExplainedError) return new Trouble(error.message, error.remedy, false);
		if (!(error instanceof NodeApiError)) throw asNodeError(context.getNode(), error);
		const isRefusal = ['401', '403'].includes(error.httpCode ?? '');
		return new Trouble(error.message, error.description ?? '', isRefusal);
	}
}

/** Uses the same call as the credential test: GET /organization answers 500 on some accounts. */
async function readToken(context: IExecuteFunctions): Promise<Trouble | null> {
	const path = '/contacts';
	const answer = await reachdeskRequest(context, { method: 'GET', path, qs: { per_page: 1 } });
	if (answer instanceof NoAnswer) {
		const { message, remedy } = explainNoAnswer(answer);
		return new Trouble(message, remedy, neverConnected(answer));
	}
	if (answer.status < 200 || answer.status >= 300) {
		const { message, remedy, status } = explainUnread(answer);
		return new Trouble(message, remedy, status === 401 || status === 403);
	}
	const page = await asked(context, () => Promise.resolve(readPage(answer.body, 'contacts')));
	return page instanceof Trouble ? page : null;
}

/**
 * Where Reachdesk’s own pages are: beside its API, unless the URL is that of a proxy or a sandbox.
 */
async function pagesOf(context: IExecuteFunctions): Promise<string> {
	const url = baseUrlOf(await credentialOf(context));
	if (!URL.canParse(url)) return REACHDESK;
	const { origin, hostname } = new URL(url);
	return hostname.endsWith('.reachdesk.com') ? origin : REACHDESK;
}
