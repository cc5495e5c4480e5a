import type { ParameterReader } from '../../shared/parameterReader';
import { collectionOf } from '../../shared/parameterValue';
import type { CalendarKey } from '../employees/companyCalendar';
import type { EligibilityRules } from '../employees/eligibility';
import { FIELDS } from '../employees/fields';
import { readsPersonalEmail } from '../employees/recipientEmail';
import type { DuePolicy } from '../occasions/dueDates';
import type { WantedOccasion } from '../occasions/occasion';
import type { SiteRule } from '../occasions/siteRules';
import { wantedOccasions } from './occasions';
import { readOnRequestOf } from './readOnRequest';
import { requestedFields } from './requestedFields';
import type { RequestedFields } from './requestedFields';
import { siteRulesOf } from './siteRules';
import { whenOf } from './when';
import { whoOf } from './who';
import type { ChosenEntries } from './who';

/** Who is eligible, and what to read and return about them. */
export interface EmployeeSettings {
	wanted: readonly WantedOccasion[];
	rules: EligibilityRules;
	/** field that says whether an employee wants no gifts; null when none is chosen */
	optOutField: string | null;
	/** field that says whether an employee wants gifts; null when none is chosen */
	optInField: string | null;
	/** field with the name that people prefer; null when none is chosen */
	preferredNameField: string | null;
	/** what was chosen from HiBob’s lists */
	chosenEntries: readonly ChosenEntries[];
	/** ids of fields that are returned under `fields` */
	extraFields: readonly string[];
	requested: RequestedFields;
	/** what was read only for a rule is not returned */
	returned: { address: boolean; personalEmail: boolean; phone: boolean };
}

/** The days off, by company calendar. */
export type CompanyDaysOff = ReadonlyMap<CalendarKey, ReadonlySet<string>>;

/** The fields that say which company calendar a person has. */
const CALENDAR_FIELDS = [FIELDS.siteId.id, FIELDS.calendarId.id];

/** The same for employees with an occasion. */
export interface OccasionSettings extends EmployeeSettings {
	/** how a due day follows from the day itself, where no site rule says otherwise */
	duePolicy: DuePolicy;
	siteRules: readonly SiteRule[];
	/** whether days off come from HiBob’s company calendars where they are readable */
	usesCompanyCalendars: boolean;
	/** those days by calendar, once they are read; null where the listed holidays count */
	daysOff: CompanyDaysOff | null;
	catchUpDays: number;
}

/**
 * Reads the settings of employees without occasions.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export const employeeSettings = (reader: ParameterReader): EmployeeSettings =>
	settingsFor(reader, []);

/**
 * Reads the settings of employees with an occasion.
 *
 * @param events - the chosen events; those that are not occasions do not matter here
 * @throws ExplainedError that names the field and what it takes
 */
export function occasionSettings(
	reader: ParameterReader,
	events: readonly string[],
): OccasionSettings {
	const { countsFromOriginalStart, ...when } = whenOf(
		collectionOf(reader.getNodeParameter('when', {})),
	);
	const { daysBefore } = when.duePolicy;
	const wanted = wantedOccasions(reader, events, { countsFromOriginalStart, daysBefore });
	const { siteRules, placeFields, chosenSites } = siteRulesOf(reader);
	const readsCalendars =
		when.usesCompanyCalendars && when.duePolicy.workingDays.shift !== 'sameDay';
	const settings = settingsFor(reader, wanted, [
		...new Set([...placeFields, ...(readsCalendars ? CALENDAR_FIELDS : [])]),
	]);
	return {
		...settings,
		chosenEntries: [...settings.chosenEntries, ...chosenSites],
		...when,
		siteRules,
		daysOff: null,
	};
}

function settingsFor(
	reader: ParameterReader,
	wanted: readonly WantedOccasion[],
	placeFields: readonly string[] = [],
): EmployeeSettings {
	const { rules, optOutField, optInField, chosenEntries } = whoOf(reader);
	const { extraFields, readAlso, preferredNameField } = readOnRequestOf(
		collectionOf(reader.getNodeParameter('options', {})),
	);
	return {
		wanted,
		rules,
		optOutField,
		optInField,
		preferredNameField,
		chosenEntries,
		extraFields,
		requested: requestedFields({
			wanted,
			rules,
			optOutField,
			optInField,
			preferredNameField,
			extraFields,
			readAlso,
			placeFields,
		}),
		returned: {
			address: readAlso.includes('address'),
			phone: readAlso.includes('phone'),
			personalEmail: readAlso.includes('personalEmail') || readsPersonalEmail(rules.recipientEmail),
		},
	};
}
