import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import { EVERY_YEAR } from '../../../nodes/HiBob/occasions/anniversaryYears.ts';
import type { CivilDate } from '../../../nodes/shared/civilDate.ts';
import type { DuePolicy } from '../../../nodes/HiBob/occasions/dueDates.ts';
import type { WantedOccasions } from '../../../nodes/HiBob/occasions/occasion.ts';
import type { Company } from '../../../nodes/HiBob/resources/company.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/employeesTrigger/settings.ts';
import { triggerState } from '../../../nodes/HiBob/resources/employeesTrigger/state.ts';
import type { TriggerState } from '../../../nodes/HiBob/resources/employeesTrigger/state.ts';
import { recordIn, rules } from '../employees/people.mts';
import { civil } from '../occasions/calendar.mts';

export type State = TriggerState & { baseline: CivilDate };

export const SAME_DAY: DuePolicy = {
	daysBefore: 0,
	leapDay: 'february28',
	workingDays: { shift: 'sameDay', weekdays: new Set([1, 2, 3, 4, 5]), holidays: new Set() },
};

export const EVERYTHING: WantedOccasions = {
	birthday: true,
	startDate: true,
	workAnniversary: EVERY_YEAR,
	customDates: [],
};

export const settings = (changes: Partial<TriggerSettings> = {}): TriggerSettings => ({
	wanted: EVERYTHING,
	rosterEvents: new Set(),
	countsFromOriginalStart: false,
	schedule: { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' },
	duePolicy: SAME_DAY,
	catchUpDays: 7,
	delivery: 'once',
	includeSkipped: false,
	largestShrink: 20,
	rules: rules(),
	optOutField: null,
	extraFields: [],
	requested: { required: [], optional: [] },
	putsOut: { address: true, personalEmail: true, phone: true },
	...changes,
});

/** A company of which everything is readable. */
export const companyOf = (roster: HiBobRecord[], unreadable: string[] = []): Company => ({
	roster,
	headCount: roster.length,
	unreadable: new Set(unreadable),
});

/** The id of a custom date field that {@link person} knows. */
export const CUSTOM_FIELD = 'work.custom.field_1';

interface Person {
	birthday?: string | null;
	startDate?: string | null;
	originalStartDate?: string | null;
	custom?: unknown;
	status?: string;
	lifecycleStatus?: string;
	terminationDate?: string | null;
	email?: string | null;
}

/** An employee as HiBob answers it; active and long there unless said otherwise. */
export const person = (id: string, about: Person): HiBobRecord =>
	recordIn(
		JSON.stringify({
			id,
			email: about.email === undefined ? `${id}@work.example` : about.email,
			work: {
				startDate: about.startDate ?? null,
				originalStartDate: about.originalStartDate ?? null,
				custom: { field_1: about.custom ?? null },
			},
			internal: {
				status: about.status ?? 'Active',
				lifecycleStatus: about.lifecycleStatus ?? 'Employed',
				terminationDate: about.terminationDate ?? null,
			},
			personal: { shortBirthDate: about.birthday ?? null },
		}),
	);

export const freshState = (baseline = '2026-01-01'): State => ({
	baseline: civil(baseline),
	lastRun: null,
	headCount: null,
	roster: null,
	emitted: {},
});

/** The state as it comes back from n8n after a run. */
export function throughStaticData(state: TriggerState): State {
	const staticData: IDataObject = {};
	triggerState.write(staticData, state);
	const { baseline, ...rest } = triggerState.read(
		jsonParse<IDataObject>(JSON.stringify(staticData)),
	);
	if (baseline === null) throw new Error('the baseline got lost');
	return { baseline, ...rest };
}

export const keysOf = (items: readonly { key: string }[]) => items.map(({ key }) => key);
