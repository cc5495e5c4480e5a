import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { NoAnswer } from '../../../shared/httpAnswer';
import { isObject, itemOf } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import { isSimplified, limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { collectionOf, optionalDayOf, shown, textOf } from '../../../shared/parameterValue';
import { emailAddress, isSameEmail } from '../../gifts/emailAddress';
import { simplifiedGift } from '../../gifts/simplifiedGift';
import { reachdeskRequest } from '../../transport/reachdeskRequest';
import { bodyOf, readRows } from '../../transport/rows';
import { sendsWith } from '../../transport/sends';

/**
 * Gift > Get: one gift by the id that Reachdesk gave it (operation get-send).
 *
 * @throws ExplainedError when the id is none, or Reachdesk has no such gift
 */
export async function getGift(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const id = textOf(context.getNodeParameter('giftId', item, '')) ?? '';
	if (!/^[1-9]\d*$/.test(id)) {
		throw new ExplainedError(
			id === '' ? '"Gift ID" is empty' : `"Gift ID" is "${shown(id)}", which is no number`,
			'Take the number from "gift.id" of Send Gift, or from Gift > Get Many',
		);
	}
	const answer = await reachdeskRequest(context, { method: 'GET', path: `/sends/${id}` });
	if (!(answer instanceof NoAnswer) && answer.status === 404) {
		throw new ExplainedError(
			`Reachdesk has no gift ${id} (404)`,
			'Check "Gift ID". A gift of another Reachdesk organization is not found either',
		);
	}
	const body = bodyOf(context.getNode(), answer, `Gift ${id}`);
	const send = isObject(body) ? body.data : undefined;
	if (!isObject(send)) {
		throw new ExplainedError(
			'Reachdesk’s answer holds no gift',
			'Check the base URL in the credential',
		);
	}
	return [shownGift(send, isSimplified(parametersOf(context, item)))];
}

/**
 * Gift > Get Many: the gifts of some time, newest first; on request those to one address alone
 * (operation list-sends, which has no filter by address).
 *
 * @throws ExplainedError that names a setting
 */
export async function getGifts(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const simplify = isSimplified(parameters);
	const limit = limitOf(parameters);
	const filters = collectionOf(parameters.getNodeParameter('filters', {}));
	const email =
		filters.recipientEmail === undefined || filters.recipientEmail === ''
			? null
			: emailAddress('Recipient Email', filters.recipientEmail);
	const list = sendsWith(datesOf(filters));
	const rows = await readRows(context, list, email === null ? limit : Infinity);
	return rows
		.filter(isObject)
		.filter((row) => email === null || isSameEmail(String(row.email), email))
		.slice(0, limit)
		.map((row) => shownGift(row, simplify));
}

const shownGift = (send: JsonObject, simplify: boolean): IDataObject =>
	itemOf(simplify ? simplifiedGift(send) : send);

/** Reachdesk takes the two days of an update together only. */
function datesOf(filters: JsonObject): IDataObject {
	const day = (label: string, name: string) => optionalDayOf(label, filters[name]);
	const dates = {
		start_date: day('Created From', 'createdFrom'),
		end_date: day('Created Before', 'createdBefore'),
		start_updated_date: day('Updated From', 'updatedFrom'),
		end_updated_date: day('Updated Before', 'updatedBefore'),
	};
	if ((dates.start_updated_date === undefined) !== (dates.end_updated_date === undefined)) {
		throw new ExplainedError(
			'"Updated From" and "Updated Before" belong together, and one is empty',
			'Set both, or neither',
		);
	}
	return Object.fromEntries(
		Object.entries(dates).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
	);
}
