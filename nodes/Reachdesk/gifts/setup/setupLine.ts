import type { JsonObject } from '../../../shared/jsonObject';
import { visibleText } from '../../../shared/visibleText';
import { shown } from '../../../shared/parameterValue';

/** What a line of Setup: Check is about, as people read it. */
export type SetupCheck =
	| 'API Token'
	| 'Sending'
	| 'Sender'
	| 'Campaign'
	| 'Wallet'
	| 'Planned Cost'
	| 'Other Campaigns'
	| 'Lists';

/** `stop`: gifts will not go out; `warning`: a person has to look. */
export type SetupStatus = 'fine' | 'warning' | 'stop';

/** One line of the check. It holds no personal data but what the user gave. */
export interface SetupLine {
	check: SetupCheck;
	status: SetupStatus;
	/** what was found, in words */
	finding: string;
	/** what to do; null when nothing is to be done */
	remedy: string | null;
	/** Reachdesk’s id of the campaign, where the line is about one */
	campaignId: string | null;
	campaignName: string | null;
	/** how many gifts the line is about */
	gifts: number | null;
	/** in digits, such as `25.00` */
	amount: string | null;
	currency: string | null;
}

type Details = Partial<
	Pick<SetupLine, 'campaignId' | 'campaignName' | 'gifts' | 'amount' | 'currency'>
>;

/** A line with everything that it does not tell set to null. */
const line =
	(status: SetupStatus) =>
	(
		check: SetupCheck,
		finding: string,
		remedy: string | null,
		details: Details = {},
	): SetupLine => ({
		check,
		status,
		finding,
		remedy,
		campaignId: null,
		campaignName: null,
		gifts: null,
		amount: null,
		currency: null,
		...details,
	});

export const fine = line('fine');
export const warning = line('warning');
export const stop = line('stop');

/** The days that were looked at. */
export interface LookBack {
	days: number;
	/** milliseconds since 1970 */
	now: number;
}

export const counted = (count: number, one: string, many: string): string =>
	`${String(count)} ${count === 1 ? one : many}`;

/** The day of an instant of Reachdesk’s, in UTC; null for what is none. */
export function dayOf(instant: unknown): string | null {
	const time = typeof instant === 'string' ? Date.parse(instant) : Number.NaN;
	return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}

/** A name of Reachdesk’s as a line shows it: short and without control characters; null for none. */
export function shownName(name: unknown): string | null {
	const text = typeof name === 'string' ? visibleText(name) : null;
	return text === null ? null : shown(text);
}

/** A campaign in a sentence, such as `"Birthday" (1501)`. */
export const campaignInWords = (id: number | string, name: string | null): string =>
	name === null ? `campaign ${String(id)}` : `"${name}" (${String(id)})`;

/** As a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Rows of a list of Reachdesk’s, of which nothing is known but that they are records. */
export type Rows = readonly JsonObject[];
