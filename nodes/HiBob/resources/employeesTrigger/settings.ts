import type { IPollFunctions } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { collectionOf, oneOf, stringOf, wholeNumber } from '../../../shared/parameterValue';
import { ADDRESS_FIELDS, ESSENTIAL_FIELDS } from '../../employees/fields';
import type { FieldName } from '../../employees/fields';
import { readsPersonalEmail } from '../../employees/recipientEmail';
import type { RecipientEmail } from '../../employees/recipientEmail';
import type { LeapDayPolicy } from '../../occasions/leapDay';
import type { OccasionType } from '../../occasions/occasion';
import { isTimeOfDay, isTimeZone } from '../../occasions/runSchedule';
import type { RunSchedule } from '../../occasions/runSchedule';

export type Delivery = 'once' | 'repeat';

/** What the user chose in the panel of the trigger, checked. */
export interface TriggerSettings {
	events: OccasionType[];
	schedule: RunSchedule;
	recipientEmail: RecipientEmail;
	catchUpDays: number;
	delivery: Delivery;
	includeSkipped: boolean;
	leapDay: LeapDayPolicy;
	/** the fields to ask HiBob for, without the birth date: see {@link birthDateFields} */
	fields: FieldName[];
}

const EVENTS = ['birthday', 'workAnniversary', 'startDate'] as const;
const EMAIL_CHOICES = ['work', 'personal', 'workThenPersonal', 'personalThenWork'] as const;
const DELIVERIES = ['once', 'repeat'] as const;
const LEAP_DAYS = ['february28', 'march1'] as const;
const MOST_CATCH_UP_DAYS = 60;

/**
 * Reads and checks the parameters.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export function triggerSettings(context: IPollFunctions): TriggerSettings {
	const options = collectionOf(context.getNodeParameter('options', {}));
	const recipientEmail = oneOf(
		'Recipient Email',
		context.getNodeParameter('recipientEmail', 'work'),
		EMAIL_CHOICES,
	);
	return {
		events: eventsOf(context.getNodeParameter('events', [])),
		schedule: scheduleOf(context),
		recipientEmail,
		catchUpDays: wholeNumber('Catch-Up Days', options.catchUpDays ?? 7, 0, MOST_CATCH_UP_DAYS),
		delivery: oneOf('Delivery', options.delivery ?? 'once', DELIVERIES),
		includeSkipped: options.includeSkipped === true,
		leapDay: oneOf('Leap Day', options.leapDay ?? 'february28', LEAP_DAYS),
		fields: fieldsOf(recipientEmail, Array.isArray(options.readAlso) ? options.readAlso : []),
	};
}

/** The birth date is asked for only where birthdays are looked for. */
export const needsBirthday = ({ events }: TriggerSettings): boolean => events.includes('birthday');

function fieldsOf(recipientEmail: RecipientEmail, readAlso: readonly unknown[]): FieldName[] {
	const personalEmail = readAlso.includes('personalEmail') || readsPersonalEmail(recipientEmail);
	return [
		...ESSENTIAL_FIELDS,
		...(personalEmail ? (['personalEmail'] as const) : []),
		...(readAlso.includes('phone') ? (['phone'] as const) : []),
		...(readAlso.includes('address') ? ADDRESS_FIELDS : []),
	];
}

function eventsOf(value: unknown): OccasionType[] {
	const chosen = Array.isArray(value) ? value : [];
	if (chosen.length === 0) {
		throw new ExplainedError('No event is chosen', 'Choose at least one under "Events"');
	}
	return [...new Set(chosen.map((event: unknown) => oneOf('Events', event, EVENTS)))];
}

function scheduleOf(context: IPollFunctions): RunSchedule {
	const timeZone = stringOf(context.getNodeParameter('timeZone', 'UTC')).trim();
	if (!isTimeZone(timeZone)) {
		throw new ExplainedError(
			`"${timeZone}" is not a time zone`,
			'Set "Time Zone" to a name such as UTC or Europe/London',
		);
	}
	const mode = oneOf('Run', context.getNodeParameter('run', 'onceADay'), [
		'onceADay',
		'everyPoll',
	] as const);
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
