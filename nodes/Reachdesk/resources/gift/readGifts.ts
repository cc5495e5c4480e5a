import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isSameEmail } from '../../../shared/emailAddress';
import { ExplainedError } from '../../../shared/explainedError';
import { filled } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import { limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { outputOf, shownRecord } from '../../../shared/recordOutput';
import type { RecordOutput } from '../../../shared/recordOutput';
import { collectionOf, optionalDayOf } from '../../../shared/parameterValue';
import { emailAddress } from '../../gifts/emailAddress';
import { moreOfGift, simplifiedGift } from '../../gifts/simplifiedGift';
import { readRecord, recordIn } from '../../transport/record';
import { readRows } from '../../transport/rows';
import { readableRows } from '../readableRows';
import { sendsWith } from '../../transport/sends';
import { reachdeskId } from '../reachdeskId';
import { SELECTABLE_FIELDS } from './selectableFields';

/**
 * Gift > Get: one gift by its Reachdesk id (operation get-send).
 *
 * @throws ExplainedError when the id is not a number, or Reachdesk has no such gift
 */
export async function getGift(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const id = reachdeskId(
		'Gift ID',
		context.getNodeParameter('giftId', item, ''),
		'Use the number in "gift.id" of Send Gift, or in "id" of Gift > Get Many',
	);
	const body = await readRecord(context, {
		path: `/sends/${id}`,
		subject: `Gift ${id}`,
		name: 'gift',
		known: {
			status: 404,
			message: `Reachdesk has no gift ${id} (404)`,
			remedy: "Check 'Gift ID'. Gifts of another Reachdesk organization are not found either",
		},
	});
	const send = recordIn(body.data, 'gift');
	return [shownGift(send, outputOf(parametersOf(context, item), SELECTABLE_FIELDS))];
}

/**
 * Gift > Get Many: the gifts of a period, newest first, or only those to one address (operation
 * list-sends, which has no filter by address).
 *
 * @throws ExplainedError that names a setting
 */
export async function getGifts(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const output = outputOf(parameters, SELECTABLE_FIELDS);
	const limit = limitOf(parameters);
	const filters = collectionOf(parameters.getNodeParameter('filters', {}));
	const email =
		filters.recipientEmail === undefined || filters.recipientEmail === ''
			? null
			: emailAddress('Recipient Email', filters.recipientEmail);
	const list = sendsWith(datesOf(filters));
	const rows = await readRows(context, list, email === null ? limit : Infinity);
	return readableRows(context, list.name, rows)
		.filter(
			(row) => email === null || (typeof row.email === 'string' && isSameEmail(row.email, email)),
		)
		.slice(0, limit)
		.map((row) => shownGift(row, output));
}

const shownGift = (send: JsonObject, output: RecordOutput): IDataObject =>
	shownRecord(output, {
		raw: send,
		simplified: simplifiedGift(send),
		more: moreOfGift(send),
	});

/** Reachdesk accepts the two update days only together. */
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
			"'Updated From' and 'Updated Before' only work together, and one is empty",
			'Set both or neither',
		);
	}
	return filled(dates);
}
