import type { INodeProperties } from 'n8n-workflow';
import { isCivilDate } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { choiceIn, flagIn, textsIn, wholeNumberIn } from '../../shared/declaredParameter';
import { ExplainedError } from '../../shared/explainedError';
import type { JsonObject } from '../../shared/jsonObject';
import {
	collectionOf,
	optionalDayOf,
	presetFor,
	rowsOf,
	shown,
	textsOf,
	wholeNumber,
} from '../../shared/parameterValue';
import type { DuePolicy } from '../occasions/dueDates';

const catchUpDays: INodeProperties = {
	displayName: 'Catch-Up Days',
	name: 'catchUpDays',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 7,
	description: 'How many days back a run looks for occasions that were missed',
};

const START_DATES = [
	{ name: 'Original Start Date', value: 'originalStartDate' },
	{ name: 'Start Date', value: 'startDate' },
] as const;

const anniversaryFrom: INodeProperties = {
	displayName: 'Count Anniversaries From',
	name: 'anniversaryFrom',
	type: 'options',
	options: [...START_DATES],
	default: 'startDate',
	description: 'The two dates differ for people who left and came back',
};

const daysBefore: INodeProperties = {
	displayName: 'Days Before',
	name: 'daysBefore',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 0,
	description: 'How many days ahead an occasion is due, so that a shipped gift arrives in time',
};

const companyCalendars: INodeProperties = {
	displayName: 'Holidays From HiBob',
	name: 'companyCalendars',
	type: 'boolean',
	default: false,
	description:
		'Whether to take the days off of each employee from HiBob’s company calendars. The service user needs the permission "Manage company calendar". It allows changes, although this node only reads. Without it, the holidays entered here apply.',
};

/** Dates on which nobody works, picked one by one. */
export const holidayDates: INodeProperties = {
	displayName: 'Holidays',
	name: 'holidayDates',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Holiday',
	default: {},
	description: 'Dates that count like weekends',
	options: [
		{
			displayName: 'Holiday',
			name: 'holiday',
			values: [
				{
					displayName: 'Date',
					name: 'date',
					type: 'dateTime',
					typeOptions: { dateOnly: true },
					default: '',
				},
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. Christmas Day',
					description: 'For you to recognize the date; it changes nothing',
				},
			],
		},
	],
};

/** The same as a text. Saved workflows have their holidays here. */
export const holidayList: INodeProperties = {
	displayName: 'Holidays as Text',
	name: 'holidays',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. 2026-12-25, 2026-12-26',
	description: 'More dates that count like weekends, to paste many at once',
};

const LEAP_DAYS = [
	{ name: '1 March', value: 'march1' },
	{ name: '28 February', value: 'february28' },
] as const;

const leapDay: INodeProperties = {
	displayName: 'Leap Day',
	name: 'leapDay',
	type: 'options',
	default: 'february28',
	options: [...LEAP_DAYS],
	description: 'When to celebrate 29 February in other years',
};

const SHIFTS = [
	{ name: 'Next Working Day', value: 'next' },
	{ name: 'Previous Working Day', value: 'previous' },
	{ name: 'Same Day', value: 'sameDay' },
] as const;

const shift: INodeProperties = {
	displayName: 'Weekends and Holidays',
	name: 'shift',
	type: 'options',
	options: [...SHIFTS],
	default: 'sameDay',
	description: 'When an occasion is due if its day is a weekend or holiday',
};

const WEEKDAYS = [
	{ name: 'Monday', value: 1 },
	{ name: 'Tuesday', value: 2 },
	{ name: 'Wednesday', value: 3 },
	{ name: 'Thursday', value: 4 },
	{ name: 'Friday', value: 5 },
	{ name: 'Saturday', value: 6 },
	{ name: 'Sunday', value: 7 },
] as const;

/** The days of the week on which people work. */
export const workingDays: INodeProperties = {
	displayName: 'Working Days',
	name: 'workingDays',
	type: 'multiOptions',
	options: [...WEEKDAYS],
	default: [1, 2, 3, 4, 5],
};

/** On which day an occasion is due, and for how long. */
export const whenProperties: INodeProperties = {
	displayName: 'When',
	name: 'when',
	type: 'collection',
	placeholder: 'Add Rule',
	default: {},
	options: [
		catchUpDays,
		anniversaryFrom,
		daysBefore,
		holidayDates,
		holidayList,
		companyCalendars,
		leapDay,
		shift,
		workingDays,
	],
};

/** The When settings, checked. */
export interface WhenSettings {
	duePolicy: DuePolicy;
	catchUpDays: number;
	/** whether days off come from HiBob's company calendars where they can be read */
	usesCompanyCalendars: boolean;
	/** whether the work anniversaries of people who came back count from their first start date */
	countsFromOriginalStart: boolean;
}

/**
 * Reads the When settings.
 *
 * @throws ExplainedError that names the field and what to set it to
 */
export const whenOf = (when: JsonObject): WhenSettings => ({
	duePolicy: {
		daysBefore: wholeNumberIn(when, daysBefore),
		leapDay: choiceIn(when, leapDay, LEAP_DAYS),
		workingDays: {
			shift: choiceIn(when, shift, SHIFTS),
			weekdays: weekdaysOf(presetFor(when.workingDays, workingDays.default)),
			holidays: holidaysIn(when, holidayDates, holidayList),
		},
	},
	catchUpDays: wholeNumberIn(when, catchUpDays),
	usesCompanyCalendars: flagIn(when, companyCalendars),
	countsFromOriginalStart: choiceIn(when, anniversaryFrom, START_DATES) === 'originalStartDate',
});

/** @throws ExplainedError naming the field, when it holds anything but weekdays */
export function weekdaysOf(value: unknown): Set<number> {
	const weekdays = textsOf(workingDays.displayName, value);
	if (weekdays.length === 0) {
		throw new ExplainedError(
			`'${workingDays.displayName}' is empty`,
			'Choose at least one day of the week',
		);
	}
	return new Set(weekdays.map((day) => wholeNumber(workingDays.displayName, day, 1, 7)));
}

/**
 * The holidays of a collection: those that were picked, and those in its text.
 *
 * @throws ExplainedError naming the first that is not a date
 */
export function holidaysIn(
	collection: JsonObject,
	picked: INodeProperties,
	list: INodeProperties,
): Set<string> {
	const dates = rowsOf(collectionOf(collection[picked.name]).holiday).map((row) => {
		const date = optionalDayOf(picked.displayName, row.date);
		if (date !== undefined) return date;
		throw new ExplainedError(
			`'${picked.displayName}' has a row without a date`,
			'Pick the date, or delete the row',
		);
	});
	return new Set([
		...dates,
		...textsIn(collection, list, /[\s,;]+/).map((text) => dateIn(list, text)),
	]);
}

function dateIn({ displayName }: INodeProperties, text: string): CivilDate {
	const [date = ''] = text.split('T', 1);
	if (isCivilDate(date)) return date;
	throw new ExplainedError(
		`'${displayName}' has "${shown(text)}", which is not a date`,
		'List dates as year, month and day, such as 2026-12-25, with commas between them',
	);
}
