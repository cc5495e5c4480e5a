import { ExplainedError } from '../../../shared/explainedError';
import {
	collectionOf,
	flagOf,
	oneOf,
	presetFor,
	stringOf,
	textsOf,
	wholeNumber,
} from '../../../shared/parameterValue';
import type { EligibilityRules } from '../../employees/eligibility';
import { YEAR_OF_BIRTH_FIELDS } from '../../employees/fields';
import { ROSTER_EVENTS } from '../../employees/rosterDiff';
import type { RosterEvent } from '../../employees/rosterDiff';
import { readsPersonalEmail } from '../../employees/recipientEmail';
import { anniversaryYears } from '../../occasions/anniversaryYears';
import type { DuePolicy } from '../../occasions/dueDates';
import type { CustomDate, WantedOccasions } from '../../occasions/occasion';
import type { RunSchedule } from '../../../shared/schedule/runSchedule';
import { scheduleOf } from '../../../shared/schedule/scheduleProperties';
import type { ParameterReader } from '../../../shared/parameterReader';
import { duePolicyOf } from './duePolicySettings';
import { requestedFields } from './requestedFields';
import type { RequestedFields } from './requestedFields';
import { rulesOf } from './ruleSettings';

export type Delivery = 'once' | 'repeat';

/** What the user chose in the panel of the trigger, checked. */
export interface TriggerSettings {
	wanted: WantedOccasions;
	/** what to tell of the roster */
	rosterEvents: ReadonlySet<RosterEvent>;
	/** whether work anniversaries count from the first start date of someone who came back */
	countsFromOriginalStart: boolean;
	schedule: RunSchedule;
	duePolicy: DuePolicy;
	catchUpDays: number;
	delivery: Delivery;
	includeSkipped: boolean;
	/** in per cent of the head-count of the last run */
	largestShrink: number;
	rules: EligibilityRules;
	/** field that says whether an employee wants no gifts; null when none is chosen */
	optOutField: string | null;
	/** ids of fields that are put out under `fields` */
	extraFields: readonly string[];
	requested: RequestedFields;
	/** what was read for a rule alone is not put out */
	putsOut: { address: boolean; personalEmail: boolean; phone: boolean };
}

const EVENTS = [
	'birthday',
	'workAnniversary',
	'startDate',
	'customDate',
	...ROSTER_EVENTS,
] as const;
type TriggerEvent = (typeof EVENTS)[number];

const DELIVERIES = ['once', 'repeat'] as const;
const READ_ALSO = ['address', 'phone', 'personalEmail'] as const;
const MOST_CATCH_UP_DAYS = 60;

/**
 * Reads and checks the parameters.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function triggerSettings(context: ParameterReader): TriggerSettings {
	const who = collectionOf(context.getNodeParameter('who', {}));
	const when = collectionOf(context.getNodeParameter('when', {}));
	const options = collectionOf(context.getNodeParameter('options', {}));
	const events = eventsOf(context);
	const wanted = wantedOf(context, events);
	const rules = rulesOf(who, context.getNodeParameter('recipientEmail', 'work'));
	const optOutField = optOutFieldOf(who.optOutField);
	const extraFields = textsOf('Extra Field Names or IDs', options.extraFields);
	const readAlso = textsOf('Read Also', options.readAlso).map((choice) =>
		oneOf('Read Also', choice, READ_ALSO),
	);
	refuseYearOfBirth([...extraFields, ...wanted.customDates.map(({ field }) => field)]);
	const countsFromOriginalStart =
		oneOf('Count Anniversaries From', presetFor(when.anniversaryFrom, 'startDate'), [
			'startDate',
			'originalStartDate',
		] as const) === 'originalStartDate';
	return {
		wanted,
		rosterEvents: new Set(ROSTER_EVENTS.filter((event) => events.includes(event))),
		countsFromOriginalStart,
		schedule: scheduleOf(context),
		duePolicy: duePolicyOf(when),
		catchUpDays: wholeNumber(
			'Catch-Up Days',
			presetFor(when.catchUpDays, 7),
			0,
			MOST_CATCH_UP_DAYS,
		),
		delivery: oneOf('Delivery', presetFor(options.delivery, 'once'), DELIVERIES),
		includeSkipped: flagOf('Include Skipped', presetFor(options.includeSkipped, false)),
		largestShrink: wholeNumber('Largest Shrink', presetFor(options.largestShrink, 20), 0, 100),
		rules,
		optOutField,
		extraFields,
		requested: requestedFields({
			wanted,
			countsFromOriginalStart,
			rules,
			optOutField,
			extraFields,
			readAlso,
		}),
		putsOut: {
			address: readAlso.includes('address'),
			phone: readAlso.includes('phone'),
			personalEmail: readAlso.includes('personalEmail') || readsPersonalEmail(rules.recipientEmail),
		},
	};
}

/** @throws ExplainedError when the rule was added and names no field: that must not let everyone in */
function optOutFieldOf(value: unknown): string | null {
	if (value === undefined) return null;
	const [field, another] = textsOf('Opt-Out Field Name or ID', value);
	if (field === undefined) {
		throw new ExplainedError('"Opt-Out Field" is empty', 'Choose a field, or take the rule away');
	}
	if (another !== undefined) {
		throw new ExplainedError('"Opt-Out Field" has several fields', 'Choose one');
	}
	return field;
}

function eventsOf(context: ParameterReader): TriggerEvent[] {
	const chosen: unknown = context.getNodeParameter('events', []);
	const events = textsOf('Events', chosen).map((event) => oneOf('Events', event, EVENTS));
	if (events.length === 0) {
		throw new ExplainedError('No event is chosen', 'Choose at least one under "Events"');
	}
	return events;
}

function wantedOf(context: ParameterReader, events: readonly TriggerEvent[]): WantedOccasions {
	return {
		birthday: events.includes('birthday'),
		startDate: events.includes('startDate'),
		workAnniversary: events.includes('workAnniversary')
			? anniversaryYears(yearsIn(context.getNodeParameter('anniversaryYears', '')))
			: null,
		customDates: events.includes('customDate')
			? customDatesOf(context.getNodeParameter('customDates', {}))
			: [],
	};
}

function customDatesOf(value: unknown): CustomDate[] {
	const rows = collectionOf(value).date;
	const dates = (Array.isArray(rows) ? rows : []).map(collectionOf).map(({ field, repeat }) => ({
		field: stringOf(field).trim(),
		repeat: oneOf('Repeat', presetFor(repeat, 'yearly'), ['yearly', 'once'] as const),
	}));
	if (dates.length === 0 || dates.some(({ field }) => field === '')) {
		throw new ExplainedError(
			'"Custom Date" is among the events, but no field is chosen',
			'Add a date field under "Custom Dates"',
		);
	}
	if (new Set(dates.map(({ field }) => field)).size < dates.length) {
		throw new ExplainedError(
			'"Custom Dates" has one field twice',
			'Choose each field once: two gifts for one date are not meant',
		);
	}
	return dates;
}

const yearsIn = (value: unknown): string =>
	typeof value === 'string' ? value : textsOf('Anniversary Years', value ?? null).join(',');

/** Rule: the year of birth and the age are never put out. */
export function refuseYearOfBirth(fields: readonly string[]): void {
	const field = fields.find((id) => YEAR_OF_BIRTH_FIELDS.includes(id));
	if (field === undefined) return;
	throw new ExplainedError(
		`${field} gives away how old people are`,
		'Choose personal.shortBirthDate instead, which has the day and month alone',
	);
}
