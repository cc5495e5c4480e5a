import type { INodeProperties } from 'n8n-workflow';
import { laterOf } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { textsIn } from '../../shared/declaredParameter';
import { sameEmail } from '../../shared/emailAddress';
import { ExplainedError } from '../../shared/explainedError';
import type { JsonObject } from '../../shared/jsonObject';
import { collectionOf, optionalDayOf, textsOf } from '../../shared/parameterValue';
import type { EligibilityRules } from '../employees/eligibility';

/** People to skip always. */
export const exceptPeople: INodeProperties = {
	displayName: 'Except People',
	name: 'excludedPeople',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. 3332883884017713938, name@example.com',
	description:
		'Employee IDs and email addresses of people to always skip. Addresses need the permission to view personal contact details, because an address may be a private one; IDs do not.',
};

const person: INodeProperties = {
	displayName: 'Employee ID or Email',
	name: 'person',
	type: 'string',
	default: '',
	placeholder: 'e.g. 3332883884017713938',
};

const until: INodeProperties = {
	displayName: 'Until',
	name: 'until',
	type: 'dateTime',
	default: '',
	description:
		'The last day on which to skip this person; the time of day does not matter. If empty, the person is always skipped.',
};

/** People to skip until a day. */
export const exceptUntil: INodeProperties = {
	displayName: 'Except People Until',
	name: 'exceptUntil',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Person',
	default: {},
	description:
		"People to skip up to and including a day. Nothing that falls due by then is caught up afterwards. Email addresses need the same permission as in 'Except People'.",
	options: [{ displayName: 'Person', name: 'row', values: [person, until] }],
};

const SEPARATORS = /[\s,;]+/;

const personsIn = (texts: readonly string[]): string[] => texts.map(sameEmail);

/**
 * Reads who is skipped by name: ids and addresses in lower case.
 *
 * @throws ExplainedError that names the field and what to set it to
 */
export function exceptPeopleOf(
	who: JsonObject,
): Pick<EligibilityRules, 'persons' | 'personsUntil'> {
	const { always, untilDay } = peopleUntil(who);
	const persons = personsIn(textsIn(who, exceptPeople, SEPARATORS));
	return { persons: new Set([...persons, ...always]), personsUntil: untilDay };
}

/**
 * People who are skipped until a day, and those whose row has none. Of two days for one person the later
 * counts.
 *
 * @throws ExplainedError when a row names nobody, or its day is not a date
 */
function peopleUntil(who: JsonObject): { always: string[]; untilDay: Map<string, CivilDate> } {
	const always: string[] = [];
	const untilDay = new Map<string, CivilDate>();
	const { row: rows = [] } = collectionOf(who[exceptUntil.name]);
	for (const [index, row] of (Array.isArray(rows) ? rows : [rows]).map(collectionOf).entries()) {
		const people = personsIn(textsOf(person.displayName, row[person.name], SEPARATORS));
		const day = dayIn(row[until.name]);
		if (people.length === 0) {
			throw new ExplainedError(
				`'${exceptUntil.displayName}', row ${String(index + 1)} names nobody`,
				'Enter an employee ID or email address, or delete the row',
			);
		}
		if (day === undefined) always.push(...people);
		else for (const one of people) untilDay.set(one, laterOf(untilDay.get(one) ?? day, day));
	}
	return { always, untilDay };
}

/** @throws ExplainedError when it is not a date, or an expression returns nothing: that may be a mistake */
function dayIn(value: unknown): CivilDate | undefined {
	if (value !== null) return optionalDayOf(until.displayName, value);
	throw new ExplainedError(
		`The expression in '${until.displayName}' returns nothing`,
		`Check it, or leave '${until.displayName}' empty to always skip this person`,
	);
}
