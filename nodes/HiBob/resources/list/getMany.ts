import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { flagOf, shown, textsOf } from '../../../shared/parameterValue';
import { listEntries, readNamedLists } from '../../transport/namedLists';
import type { NamedList } from '../../transport/namedLists';
import { limitOf } from '../../../shared/limit';
import { parametersOf } from '../../../shared/parameterReader';
import { outputOf, shownRecord } from '../../../shared/recordOutput';
import type { SelectableFields } from '../../../shared/recordOutput';

/** What an AI tool can do without in the entries of a list: everything except ID and name. */
export const SELECTABLE_FIELDS: SelectableFields = { archived: 'Archived', parent: 'Parent' };

/**
 * List > Get Many: one item for each named list, `{ name, entries: [{ id, name, parent, archived }] }`,
 * or as HiBob returns it.
 *
 * @throws ExplainedError when a chosen list does not exist
 */
export async function getLists(context: IExecuteFunctions, item: number): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const chosen = textsOf('List Names or IDs', parameters.getNodeParameter('lists', []));
	const includeArchived = flagOf(
		'Include Archived',
		parameters.getNodeParameter('includeArchived', false),
	);
	const output = outputOf(parameters, SELECTABLE_FIELDS);
	const limit = limitOf(parameters);
	const lists = await readNamedLists(context, includeArchived);
	return wantedLists(lists, chosen)
		.slice(0, limit)
		.map(({ name, body }): IDataObject => {
			if (output.form === 'raw') return { name, ...body };
			const entries = listEntries(body)
				.filter(({ archived }) => includeArchived || !archived)
				.map((entry) => shownRecord(output, { raw: entry, simplified: entry }));
			return { name, entries };
		});
}

function wantedLists(lists: readonly NamedList[], chosen: readonly string[]): NamedList[] {
	if (chosen.length === 0) return [...lists];
	return chosen.map((wanted) => {
		const list = lists.find(({ name }) => name === wanted);
		if (list) return list;
		throw new ExplainedError(
			`HiBob found no list "${shown(wanted)}"`,
			"Choose it in 'List Names or IDs'. Upper and lower case matter",
		);
	});
}
