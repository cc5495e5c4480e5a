import { expect, test } from '@jest/globals';
import type { INodeProperties } from 'n8n-workflow';
import { HiBobTrigger } from '../../../nodes/HiBob/HiBobTrigger.node.ts';
import { optionValues, panelFields } from '../../hostile/parameters.mts';

// What saved workflows rely on: a parameter keeps its name, and one that nobody set its value.

const fields = panelFields(new HiBobTrigger().description.properties).map(
	({ property, labels }) => [labels.join(' > '), property] as const,
);

const SETTINGS = [
	'Trigger On: events = ["birthday"]',
	'Anniversary Years: anniversaryYears = ""',
	'Days After Start: daysAfterStart = "30, 60, 90"',
	'Custom Dates > Date > Field Name or ID: field = ""',
	'Custom Dates > Date > Repeat: repeat = "yearly"',
	'Run: run = "onceADay"',
	'Run At: runAt = "07:00"',
	'Time Zone Name or ID: timeZone = "UTC"',
	'Time Zone Name or ID: timeZone = "workflow"',
	'Site Rules > Rule > Site Names or IDs: sites = []',
	'Site Rules > Rule > Country Names or IDs: countries = []',
	'Site Rules > Rule > Time Zone Name or ID: timeZone = ""',
	'Site Rules > Rule > Run At: runAt = ""',
	'Site Rules > Rule > Working Days: workingDays = []',
	'Site Rules > Rule > Holidays > Holiday > Date: date = ""',
	'Site Rules > Rule > Holidays > Holiday > Name: name = ""',
	'Site Rules > Rule > Holidays as Text: holidays = ""',
	'Recipient Email: recipientEmail = "work"',
	'Delivery: delivery = "automatic"',
	'Who > Except Employment Type Names or IDs: exceptEmploymentTypes = []',
	'Who > Except Lifecycle Status Names or IDs: lifecycles = []',
	'Who > Except People: excludedPeople = ""',
	'Who > Except People Until > Person > Employee ID or Email: person = ""',
	'Who > Except People Until > Person > Until: until = ""',
	'Who > Only Country Names or IDs: countries = []',
	'Who > Only Department Names or IDs: departments = []',
	'Who > Only Employment Type Names or IDs: employmentTypes = []',
	'Who > Only Lifecycle Status Names or IDs: onlyLifecycles = []',
	'Who > Only Site Names or IDs: sites = []',
	'Who > Opt-In Field Name or ID: optInField = ""',
	'Who > Opt-Out Field Name or ID: optOutField = ""',
	'Who > Skip: leaveOut = ["leavesBeforeOccasion","noEmail","notActive","statusUnknown","terminated"]',
	'Who > Use Last Day of Work: leavesOnLastDayOfWork = false',
	'When > Catch-Up Days: catchUpDays = 7',
	'When > Count Anniversaries From: anniversaryFrom = "startDate"',
	'When > Days Before: daysBefore = 0',
	'When > Holidays > Holiday > Date: date = ""',
	'When > Holidays > Holiday > Name: name = ""',
	'When > Holidays as Text: holidays = ""',
	'When > Holidays From HiBob: companyCalendars = false',
	'When > Leap Day: leapDay = "february28"',
	'When > Weekends and Holidays: shift = "sameDay"',
	'When > Working Days: workingDays = [1,2,3,4,5]',
	'Options > Extra Field Names or IDs: extraFields = []',
	'Options > Include Personal Data: readAlso = []',
	'Options > Include Skipped: includeSkipped = true',
	'Options > Max Headcount Drop (%): largestShrink = 20',
	'Options > Max Unreadable Employees (%): largestUnreadable = 5',
	'Options > Preferred Name Field Name or ID: preferredNameField = ""',
];

const show = (value: unknown): string => JSON.stringify(value);

test('each setting of the trigger has the name and the value that it had', () => {
	expect(
		fields.map(([labels, { name, default: preset }]) => `${labels}: ${name} = ${show(preset)}`),
	).toEqual(SETTINGS);
});

/** Where the choices of a setting come from: its own list, or HiBob’s. */
const isChosen = ({ type, typeOptions }: INodeProperties): boolean =>
	['options', 'multiOptions'].includes(type) && typeOptions?.loadOptionsMethod === undefined;

test.each(fields.filter(([, property]) => isChosen(property)))(
	'%s offers several values, and begins with some of them',
	(_, property) => {
		const values = optionValues(property);
		expect(values.length).toBeGreaterThan(1);
		expect(new Set(values).size).toBe(values.length);
		const preset: unknown[] = Array.isArray(property.default)
			? property.default
			: [property.default];
		expect(values).toEqual(expect.arrayContaining(preset));
	},
);
