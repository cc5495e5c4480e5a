import type { JsonObject } from '../../../shared/jsonObject';
import { visibleText } from '../../../shared/visibleText';
import { shown } from '../../../shared/parameterValue';

/** The subject of a line of Setup: Check, as people read it. */
export type SetupCheck =
	| 'API Token'
	| 'Sending'
	| 'Sender'
	| 'Campaign'
	| 'Wallet'
	| 'Planned Cost'
	| 'Other Campaigns'
	| 'Lists';

/** `stop`: gifts will not be sent; `warning`: a person should check. */
export type SetupStatus = 'fine' | 'warning' | 'stop';

/** One line of the check. Its only personal data is what the user entered. */
export interface SetupLine {
	check: SetupCheck;
	status: SetupStatus;
	/** what was found, as text */
	finding: string;
	/** what to do; null when there is nothing to do */
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

/** A line; everything that is not given is null. */
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

/** The days that were checked. */
export interface LookBack {
	days: number;
	/** milliseconds since 1970 */
	now: number;
}

export const counted = (count: number, one: string, many: string): string =>
	`${String(count)} ${count === 1 ? one : many}`;

/** The day of a Reachdesk instant, in UTC; null for anything else. */
export function dayOf(instant: unknown): string | null {
	const time = typeof instant === 'string' ? Date.parse(instant) : Number.NaN;
	return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10);
}

/**
 * A Reachdesk name as a line shows it: short and without control characters; null without a name.
 */
export function shownName(name: unknown): string | null {
	const text = typeof name === 'string' ? visibleText(name) : null;
	return text === null ? null : shown(text);
}

/** A campaign in a sentence, such as `"Birthday" (1501)`. */
export const campaignInWords = (id: number | string, name: string | null): string =>
	name === null ? `campaign ${String(id)}` : `"${name}" (${String(id)})`;

/** With a capital letter, for the start of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Rows of a Reachdesk list; all that is known about them is that they are records. */
export type Rows = readonly JsonObject[];
