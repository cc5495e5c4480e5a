import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { oneOf, textsOf } from '../../../shared/parameterValue';
import { BASICS, FALLBACKS, purposeAccess, PURPOSES } from '../../employees/accessCheck';
import type { AccessAnswer } from '../../employees/accessCheck';
import { FIELDS } from '../../employees/fields';
import { readEmployees, unreadableFields } from '../../employees/roster';
import { readFieldMetadata } from '../../transport/fieldMetadata';
import type { HiBobContext } from '../../transport/hibobContext';
import { searchPeople } from '../../transport/peopleSearch';
import { refuseYearOfBirth } from '../../settings/occasions';
import { parametersOf } from '../../../shared/parameterReader';

const EXTRA_FIELDS = 'Extra Fields';

/**
 * Access > Check: one item for each purpose, `{ purpose, ready, employees, readable, notReadable,
 * grant, note }`. No personal data is returned.
 *
 * @throws ExplainedError when a purpose is unknown or a response is unreadable
 */
export async function checkAccess(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const chosen = textsOf('Purposes', parameters.getNodeParameter('purposes', [])).map((purpose) =>
		oneOf('Purposes', purpose, ['basics', ...PURPOSES.map(({ id }) => id)]),
	);
	const extra = textsOf('Extra Field Names or IDs', parameters.getNodeParameter('fields', []));
	refuseYearOfBirth(extra);

	const purposes = [BASICS, ...PURPOSES.filter(({ id }) => chosen.includes(id))];
	const questions = purposes.map(({ name, fields }) => ({
		name,
		fields: fields.map(({ id }) => id),
	}));
	if (extra.length > 0) questions.push({ name: EXTRA_FIELDS, fields: extra });
	const answer = await askFor(context, [...new Set(questions.flatMap(({ fields }) => fields))]);
	return questions.map((question) => ({ ...purposeAccess(question, answer) }));
}

/** Requests a fallback only if the field itself is not accessible. */
async function askFor(context: HiBobContext, asked: readonly string[]): Promise<AccessAnswer> {
	const metadata = await readFieldMetadata(context);
	const categories = new Map(metadata.map(({ id, category }) => [id, category] as const));
	const roster = readEmployees(await searchPeople(context, asked)).employees;
	const refused = roster.length === 0 ? [] : unreadableFields(roster, asked);
	const pairs = refused.flatMap((field) => {
		const fallback = FALLBACKS.get(field);
		return fallback === undefined ? [] : [{ field, fallback }];
	});
	const fallbacks = pairs.map(({ fallback }) => fallback);
	const again =
		pairs.length > 0
			? readEmployees(await searchPeople(context, [FIELDS.id.id, ...fallbacks])).employees
			: [];
	const unreadable = unreadableFields(again, fallbacks);
	return {
		roster,
		categories,
		asked,
		readableByFallback: new Set(
			pairs.flatMap(({ field, fallback }) => (unreadable.includes(fallback) ? [] : [field])),
		),
	};
}
