import type { IPollFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { collectionOf, oneOf, stringOf, wholeNumber } from '../../../shared/parameterValue';
import type { EligibilityRules } from '../../employees/eligibility';
import { anniversaryYears } from '../../occasions/anniversaryYears';
import type { DuePolicy } from '../../occasions/dueDates';
import type { CustomDate, WantedOccasions } from '../../occasions/occasion';
import { isTimeOfDay, isTimeZone } from '../../occasions/runSchedule';
import type { RunSchedule } from '../../occasions/runSchedule';
import { duePolicyOf } from './duePolicySettings';
import { requestedFields } from './requestedFields';
import type { RequestedFields } from './requestedFields';
import { rulesOf, stringsOf } from './ruleSettings';

export type Delivery = 'once' | 'repeat';

/** What the user chose in the panel of the trigger, checked. */
export interface TriggerSettings {
	wanted: WantedOccasions;
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
}

const EVENTS = ['birthday', 'workAnniversary', 'startDate', 'customDate'] as const;
const DELIVERIES = ['once', 'repeat'] as const;
const MODES = ['onceADay', 'everyPoll'] as const;
const MOST_CATCH_UP_DAYS = 60;

/**
 * Reads and checks the parameters.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function triggerSettings(context: IPollFunctions): TriggerSettings {
	const who = collectionOf(context.getNodeParameter('who', {}));
	const when = collectionOf(context.getNodeParameter('when', {}));
	const options = collectionOf(context.getNodeParameter('options', {}));
	const wanted = wantedOf(context);
	const rules = rulesOf(who, context.getNodeParameter('recipientEmail', 'work'));
	const optOutField = stringOf(who.optOutField).trim() || null;
	const extraFields = stringsOf(options.extraFields);
	const countsFromOriginalStart =
		oneOf('Count Anniversaries From', when.anniversaryFrom ?? 'startDate', [
			'startDate',
			'originalStartDate',
		] as const) === 'originalStartDate';
	return {
		wanted,
		countsFromOriginalStart,
		schedule: scheduleOf(context),
		duePolicy: duePolicyOf(when),
		catchUpDays: wholeNumber('Catch-Up Days', when.catchUpDays ?? 7, 0, MOST_CATCH_UP_DAYS),
		delivery: oneOf('Delivery', options.delivery ?? 'once', DELIVERIES),
		includeSkipped: options.includeSkipped === true,
		largestShrink: wholeNumber('Largest Shrink', options.largestShrink ?? 20, 0, 100),
		rules,
		optOutField,
		extraFields,
		requested: requestedFields({
			wanted,
			countsFromOriginalStart,
			rules,
			optOutField,
			extraFields,
			readAlso: stringsOf(options.readAlso),
		}),
	};
}

function wantedOf(context: IPollFunctions): WantedOccasions {
	const chosen: unknown = context.getNodeParameter('events', []);
	const events = (Array.isArray(chosen) ? chosen : []).map((event: unknown) =>
		oneOf('Events', event, EVENTS),
	);
	if (events.length === 0) {
		throw new ExplainedError('No event is chosen', 'Choose at least one under "Events"');
	}
	return {
		birthday: events.includes('birthday'),
		startDate: events.includes('startDate'),
		workAnniversary: events.includes('workAnniversary')
			? anniversaryYears(stringOf(context.getNodeParameter('anniversaryYears', '')))
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
		repeat: oneOf('Repeat', repeat ?? 'yearly', ['yearly', 'once'] as const),
	}));
	if (dates.length === 0 || dates.some(({ field }) => field === '')) {
		throw new ExplainedError(
			'"Custom Date" is among the events, but no field is chosen',
			'Add a date field under "Custom Dates"',
		);
	}
	return dates;
}

function scheduleOf(context: IPollFunctions): RunSchedule {
	const timeZone = stringOf(context.getNodeParameter('timeZone', 'UTC')).trim();
	if (!isTimeZone(timeZone)) {
		throw new ExplainedError(
			`"${timeZone}" is not a time zone`,
			'Set "Time Zone" to a name such as UTC or Europe/London',
		);
	}
	const mode = oneOf('Run', context.getNodeParameter('run', 'onceADay'), MODES);
	if (mode === 'everyPoll') return { mode, timeZone };
	const runAt = stringOf(context.getNodeParameter('runAt', '07:00')).trim();
	if (!isTimeOfDay(runAt)) {
		throw new ExplainedError(
			`"${runAt}" is not a time of day`,
			'Set "Run At" to hours and minutes, such as 07:00',
		);
	}
	return { mode, runAt, timeZone };
}
