import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { filled, memberOf } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import { limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { outputOf, shownRecord } from '../../../shared/recordOutput';
import type { SelectableFields } from '../../../shared/recordOutput';
import { collectionOf, oneOf, optionalDayOf, shown, textsOf } from '../../../shared/parameterValue';
import { CURRENCIES } from '../../gifts/gift';
import { readRows } from '../../transport/rows';
import { readableRows } from '../readableRows';
import { CAMPAIGN_TYPES, STATES, TRANSACTION_TYPES } from './words';

/** The fields that an AI tool can drop: all but the ID. */
export const SELECTABLE_FIELDS: SelectableFields = {
	amount: 'Amount',
	campaignName: 'Campaign Name',
	createdAt: 'Created At',
	currency: 'Currency',
	giftId: 'Gift ID',
	recipientEmail: 'Recipient Email',
	state: 'State',
	teamName: 'Team Name',
	type: 'Type',
};

/**
 * Transaction > Get Many: money into and out of wallets, with all filters that Reachdesk has
 * (operation list-transactions).
 *
 * @throws ExplainedError that names a setting
 */
export async function getTransactions(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const limit = limitOf(parameters);
	const output = outputOf(parameters, SELECTABLE_FIELDS);
	const qs = queryOf(collectionOf(parameters.getNodeParameter('filters', {})));
	const list = { path: '/transactions', name: 'transactions', qs, takesPageSize: false } as const;
	const rows = await readRows(context, list, limit);
	return readableRows(context, list.name, rows).map((row) =>
		shownRecord(output, { raw: row, simplified: simplified(row) }),
	);
}

function queryOf(filters: JsonObject): IDataObject {
	const among = (label: string, name: string, known: readonly string[]) =>
		textsOf(label, filters[name]).map((word) => oneOf(label, word, known));
	const ids = (label: string, name: string) =>
		textsOf(label, filters[name]).map((id) => {
			if (/^[1-9]\d{0,9}$/.test(id)) return id;
			throw new ExplainedError(
				`'${label}' contains "${shown(id)}", which is not a number`,
				'Enter their numbers in Reachdesk, separated by commas',
			);
		});
	const chosen = (words: string[]) => (words.length > 0 ? words : undefined);
	return filled({
		start_date: optionalDayOf('From', filters.from),
		end_date: optionalDayOf('Before', filters.before),
		transaction_types: chosen(among('Types', 'types', Object.keys(TRANSACTION_TYPES))),
		states: chosen(among('States', 'states', Object.keys(STATES))),
		currencies: chosen(among('Currencies', 'currencies', CURRENCIES)),
		campaign_types: chosen(among('Campaign Types', 'campaignTypes', Object.keys(CAMPAIGN_TYPES))),
		team_ids: chosen(ids('Team IDs', 'teamIds')),
		user_ids: chosen(ids('User IDs', 'userIds')),
	});
}

const simplified = (row: JsonObject) => ({
	id: row.id ?? null,
	type: row.transaction_type ?? null,
	state: row.state ?? null,
	amount: row.amount ?? null,
	currency: row.currency ?? null,
	giftId: memberOf(row.send, 'id'),
	recipientEmail: memberOf(row.send, 'recipient_email'),
	campaignName: memberOf(row.send, 'campaign_name'),
	teamName: memberOf(row.send, 'team_name'),
	createdAt: row.created_at ?? null,
});
