import type { INodeProperties } from 'n8n-workflow';
import { choiceIn } from '../../shared/declaredParameter';
import { ExplainedError } from '../../shared/explainedError';
import type { ParameterReader } from '../../shared/parameterReader';
import { collectionOf, optionalIdOf, rowsOf, textsOf } from '../../shared/parameterValue';
import { FIELDS, YEAR_OF_BIRTH_FIELDS } from '../employees/fields';
import { anniversaryYears } from '../occasions/anniversaryYears';
import { OCCASION_ENTRIES } from '../occasions/catalogue';
import type { OccasionType } from '../occasions/catalogue';
import { daysAfterStart } from '../occasions/daysAfterStart';
import { wantedCustomDate, wantedDaysAfterStart, wantedOccasion } from '../occasions/occasion';
import type { WantedOccasion } from '../occasions/occasion';

/** The occasions of the catalogue as events of a panel. */
export const occasionOptions = OCCASION_ENTRIES.map(({ event, label, description }) => ({
	name: label,
	value: event,
	description,
}));

const yearsProperty: INodeProperties = {
	displayName: 'Anniversary Years',
	name: 'anniversaryYears',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1, 3, 5, 10+',
	displayOptions: { show: { events: ['workAnniversary'] } },
	description:
		'Which years count. 10+ means every year from the tenth on. If empty, every year counts.',
};

const daysProperty: INodeProperties = {
	displayName: 'Days After Start',
	name: 'daysAfterStart',
	type: 'string',
	default: '30, 60, 90',
	placeholder: 'e.g. 30, 60, 90',
	displayOptions: { show: { events: ['daysAfterStart'] } },
	description: 'How many days after the start date. Each number is a separate occasion.',
};

const REPEATS = [
	{ name: 'Once', value: 'once', description: 'On the date itself' },
	{ name: 'Yearly', value: 'yearly', description: 'Every year on its month and day' },
] as const;

const repeat: INodeProperties = {
	displayName: 'Repeat',
	name: 'repeat',
	type: 'options',
	options: [...REPEATS],
	default: 'yearly',
};

const customDates: INodeProperties = {
	displayName: 'Custom Dates',
	name: 'customDates',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Date',
	default: {},
	displayOptions: { show: { events: ['customDate'] } },
	options: [
		{
			displayName: 'Date',
			name: 'date',
			values: [
				{
					displayName: 'Field Name or ID',
					name: 'field',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getDateFields' },
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				repeat,
			],
		},
	],
};

/** The settings of single occasions. */
export const occasionProperties: INodeProperties[] = [yearsProperty, daysProperty, customDates];

/**
 * The wanted occasions, in the order of the catalogue.
 *
 * @param events - the chosen events; others than occasions are ignored here
 * @throws ExplainedError that names the field and what to set it to
 */
export function wantedOccasions(
	reader: ParameterReader,
	events: readonly string[],
	when: DueSettings,
): WantedOccasion[] {
	const chosen = OCCASION_ENTRIES.map(({ event }) => event).filter((event) =>
		events.includes(event),
	);
	return chosen.flatMap((event) => {
		const settle = WITH_SETTINGS[event];
		return settle ? settle(reader, when) : [wantedOccasion(event)];
	});
}

/** What the settings of an occasion depend on. */
interface DueSettings {
	/** whether the work anniversaries of people who came back count from their first start date */
	countsFromOriginalStart: boolean;
	/** how many days before an occasion it is due */
	daysBefore: number;
}

/** The occasions that have settings of their own. */
const WITH_SETTINGS: Readonly<
	Partial<Record<OccasionType, (reader: ParameterReader, when: DueSettings) => WantedOccasion[]>>
> = {
	workAnniversary: (reader, { countsFromOriginalStart }) => {
		const wanted = wantedOccasion('workAnniversary');
		const value = reader.getNodeParameter(yearsProperty.name, yearsProperty.default);
		return [
			{
				...wanted,
				years: anniversaryYears(listIn(yearsProperty, value)),
				fields: countsFromOriginalStart
					? [FIELDS.originalStartDate.id, ...wanted.fields]
					: wanted.fields,
			},
		];
	},
	daysAfterStart: (reader, { daysBefore }) => {
		const value = reader.getNodeParameter(daysProperty.name, daysProperty.default);
		return daysAfterStart(listIn(daysProperty, value), daysBefore).map(wantedDaysAfterStart);
	},
	customDate: (reader) =>
		customDatesOf(reader.getNodeParameter(customDates.name, customDates.default)),
};

function customDatesOf(value: unknown): WantedOccasion[] {
	const dates = rowsOf(collectionOf(value).date).map((row) => ({
		field: optionalIdOf(customDates.displayName, row.field) ?? '',
		repeat: choiceIn(row, repeat, REPEATS),
	}));
	if (dates.length === 0 || dates.some(({ field }) => field === '')) {
		throw new ExplainedError(
			'Custom Date is chosen, but without a date field',
			"Add a date field under 'Custom Dates'",
		);
	}
	if (new Set(dates.map(({ field }) => field)).size < dates.length) {
		throw new ExplainedError(
			"'Custom Dates' has the same field twice",
			'Choose each field once, so that nobody gets two gifts for one date',
		);
	}
	refuseYearOfBirth(dates.map(({ field }) => field));
	return dates.map((date) => wantedCustomDate(date.field, date.repeat));
}

/** A list of numbers as a person writes it, even if an expression returns it as a list. */
const listIn = ({ displayName }: INodeProperties, value: unknown): string =>
	typeof value === 'string' ? value : textsOf(displayName, value ?? null).join(',');

/**
 * Rule: birth year and age are never returned.
 *
 * @throws ExplainedError naming the field that would reveal them
 */
export function refuseYearOfBirth(fields: readonly string[]): void {
	const field = fields.find((id) => YEAR_OF_BIRTH_FIELDS.includes(id));
	if (field === undefined) return;
	throw new ExplainedError(
		`${field} reveals how old people are. Birth year and age are never returned`,
		'Choose personal.shortBirthDate instead: it has only the day and month',
	);
}
