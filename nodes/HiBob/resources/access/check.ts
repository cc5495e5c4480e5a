import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { oneOf, textsOf } from '../../../shared/parameterValue';
import { fieldsOfPurpose, purposeAccess, PURPOSES } from '../../employees/accessCheck';
import type { AccessAnswer, Purpose } from '../../employees/accessCheck';
import { FIELDS } from '../../employees/fields';
import { readEmployees, unreadableFields } from '../../employees/roster';
import { readFieldMetadata } from '../../transport/fieldMetadata';
import type { HiBobContext } from '../../transport/hibobContext';
import { searchPeople } from '../../transport/peopleSearch';
import { refuseYearOfBirth } from '../employeesTrigger/settings';
import { parametersOf } from '../../../shared/parameterReader';

const EXTRA_FIELDS = 'Extra Fields';

/**
 * Access > Check: one item for each purpose, `{ purpose, ready, employees, readable, notReadable,
 * grant, note }`. No personal data is put out.
 *
 * @throws ExplainedError when a purpose is not known or an answer cannot be read
 */
export async function checkAccess(
	context: IExecuteFunctions,
	item: number,
): Promise<IDataObject[]> {
	const parameters = parametersOf(context, item);
	const chosen = textsOf('Purposes', parameters.getNodeParameter('purposes', [])).map((purpose) =>
		oneOf('Purposes', purpose, ALL),
	);
	const extra = textsOf('Extra Field Names or IDs', parameters.getNodeParameter('fields', []));
	refuseYearOfBirth(extra);

	const purposes = ALL.filter((purpose) => purpose === 'basics' || chosen.includes(purpose));
	const questions = new Map<string, string[]>(
		purposes.map((purpose) => [PURPOSES[purpose].name, fieldsOfPurpose(purpose)]),
	);
	if (extra.length > 0) questions.set(EXTRA_FIELDS, extra);
	const answer = await askFor(context, [...new Set([...questions.values()].flat())]);
	return [...questions].map(([name, fields]) => ({ ...purposeAccess(name, fields, answer) }));
}

const ALL: readonly Purpose[] = [
	'basics',
	'birthday',
	'workAnniversary',
	'originalStartDate',
	'startDate',
	'lastDayOfWork',
	'employmentType',
	'address',
	'phone',
	'personalEmail',
];

/** Asks for the full birth date only where the short one was asked for and cannot be read. */
async function askFor(context: HiBobContext, asked: readonly string[]): Promise<AccessAnswer> {
	const metadata = await readFieldMetadata(context);
	const categories = new Map(metadata.map(({ id, category }) => [id, category] as const));
	const roster = readEmployees(await searchPeople(context, asked));
	const { shortBirthDate, birthDate } = FIELDS;
	const lacksBirthday =
		roster.length > 0 &&
		asked.includes(shortBirthDate.id) &&
		unreadableFields(roster, [shortBirthDate.id]).length > 0;
	const withBirthDate = lacksBirthday
		? readEmployees(await searchPeople(context, [FIELDS.id.id, birthDate.id]))
		: [];
	return {
		roster,
		categories,
		asked,
		birthDateReadable:
			withBirthDate.length > 0 && unreadableFields(withBirthDate, [birthDate.id]).length === 0,
	};
}
