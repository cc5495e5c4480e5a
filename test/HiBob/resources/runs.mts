import { jsonParse } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import type { HiBobRecord } from '../../../nodes/HiBob/employees/hibobRecord.ts';
import type { CivilDate } from '../../../nodes/HiBob/occasions/civilDate.ts';
import type { TriggerSettings } from '../../../nodes/HiBob/resources/employeesTrigger/settings.ts';
import { readState, writeState } from '../../../nodes/HiBob/resources/employeesTrigger/state.ts';
import type { TriggerState } from '../../../nodes/HiBob/resources/employeesTrigger/state.ts';
import { recordIn } from '../employees/people.mts';
import { civil } from '../occasions/calendar.mts';

export type State = TriggerState & { baseline: CivilDate };

export const settings = (changes: Partial<TriggerSettings> = {}): TriggerSettings => ({
	events: ['birthday', 'workAnniversary', 'startDate'],
	schedule: { mode: 'onceADay', runAt: '07:00', timeZone: 'UTC' },
	recipientEmail: 'work',
	catchUpDays: 7,
	delivery: 'once',
	includeSkipped: false,
	leapDay: 'february28',
	fields: [],
	...changes,
});

interface Person {
	birthday?: string | null;
	startDate?: string | null;
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
			work: { startDate: about.startDate ?? null },
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
	emitted: {},
});

/** The state as it comes back from n8n after a run. */
export function throughStaticData(state: TriggerState): State {
	const staticData: IDataObject = {};
	writeState(staticData, state);
	const { baseline, ...rest } = readState(jsonParse<IDataObject>(JSON.stringify(staticData)));
	if (baseline === null) throw new Error('the baseline got lost');
	return { baseline, ...rest };
}

export const keysOf = (items: readonly { key: string }[]) => items.map(({ key }) => key);
