import { chosenValue } from '../employees/chosenFields';
import type { Employee } from '../employees/employee';
import {
	goneItem,
	leaverItem,
	leftOutItem,
	rosterItem,
	unidentifiedItem,
} from '../employees/employeeItem';
import { verdict } from '../employees/eligibility';
import type { ExclusionReason } from '../employees/eligibility';
import type { HiBobRecord } from '../employees/hibobRecord';
import { packRoster, unpackRoster } from '../employees/packedRoster';
import type { PackedRoster } from '../employees/packedRoster';
import { recipientEmail } from '../employees/recipientEmail';
import { compareRoster } from '../employees/rosterDiff';
import type { RosterChange, RosterEvent, Standing } from '../employees/rosterDiff';
import type { CivilDate } from '../../shared/civilDate';
import type { Company } from './company';
import type { JudgedRow } from './judgement';
import { longGone } from './longGone';
import { personOf } from './person';
import { chosenFieldsOf, withoutWhatOnlyRulesRead } from './shownFields';
import type { EmployeeSettings } from '../settings/employeeSettings';

/** One employee of the run: as shown, and as HiBob returned them. */
interface Member {
	employee: Employee;
	record: HiBobRecord;
}

export type LeftOutItem = ReturnType<typeof leftOutItem | typeof unidentifiedItem>;

/** What a run over the roster needs to know. */
export interface RosterSettings extends EmployeeSettings {
	rosterEvents: ReadonlySet<RosterEvent>;
	/** how many may leave between two runs, in % */
	largestShrink: number;
	/** of the extra fields, those whose changes count */
	watchedFields: readonly string[];
}

/** The values that count as a change, by their names in the item. */
const WATCHED: Readonly<Record<string, (employee: Employee) => unknown>> = {
	workEmail: ({ workEmail }) => workEmail,
	firstName: ({ firstName }) => firstName,
	lastName: ({ lastName }) => lastName,
	displayName: ({ displayName }) => displayName,
	title: ({ title }) => title,
	department: ({ department }) => department,
	site: ({ site }) => site,
	manager: ({ manager }) => manager?.id,
	startDate: ({ startDate }) => startDate,
	status: ({ status }) => status,
	lifecycleStatus: ({ lifecycleStatus }) => lifecycleStatus,
	terminationDate: ({ terminationDate }) => terminationDate,
};

/**
 * The roster events of one run: everyone who is eligible, and who was added, has changed or has left
 * since the last run. Those who are skipped come with the reason when everyone is listed; people with
 * unreadable data whatever the events.
 *
 * @param before - the roster of the last run; null before the first
 * @throws ExplainedError when too many would count as leavers; then nothing is returned
 */
export function rosterRun(
	company: Company,
	settings: RosterSettings,
	before: PackedRoster | null,
	today: CivilDate,
): { items: JudgedRow[]; skipped: LeftOutItem[]; after: PackedRoster | null } {
	const { rosterEvents } = settings;
	const [event] = rosterEvents;
	if (event === undefined) return { items: [], skipped: [], after: null };
	const watched = watchedOf(settings);
	const values = [...watched.values()];
	const chosenOf = ({ record }: Member) => chosenFieldsOf(record, settings, company.unreadable);
	const emailOf = ({ employee }: Member) =>
		recipientEmail(employee, settings.rules.recipientEmail, today);
	const itemOf = (member: Member, event: RosterEvent) =>
		rosterItem(member.employee, event, today, chosenOf(member), emailOf(member));
	const leftItemOf = (member: Member, why: { reason: string; explanation: string }) =>
		leaverItem(member.employee, today, chosenOf(member), emailOf(member), why);
	const synced: JudgedRow[] = [];
	const skipped: LeftOutItem[] = [];
	const isSync = rosterEvents.has('employeeSynced');
	const judge = (record: HiBobRecord): Standing<Member> => {
		const standing = standingOf(record, settings, values, today);
		const { employee: member } = standing;
		if (standing.kind === 'in') {
			if (isSync) synced.push(itemOf(member, 'employeeSynced'));
		} else if (isSync || standing.reason === 'dataUnreadable') {
			skipped.push(leftOutItem(member.employee, today, chosenOf(member), standing));
		}
		return standing;
	};
	const compares = ['employeeAdded', 'employeeChanged', 'employeeLeft'] as const;
	const unidentified = company.unidentified.map((one) => unidentifiedItem(one, event, today));
	if (!compares.some((event) => rosterEvents.has(event))) {
		company.roster.forEach(judge);
		return { items: synced, skipped: [...skipped, ...unidentified], after: null };
	}
	const { changes, after } = compareRoster(
		before && unpackRoster(before),
		eachOf(company.roster, judge),
		[...watched.keys()],
		settings.largestShrink,
		company.unidentified.map(({ id }) => id),
	);
	const changed = changes
		.filter(({ event }) => rosterEvents.has(event))
		.map((change) => changeItem(change, itemOf, leftItemOf, today));
	return {
		items: [...synced, ...changed],
		skipped: [...skipped, ...unidentified],
		after: packRoster(after),
	};
}

/** Reads one after the other, so that what is read of a large company is not held all at once. */
function* eachOf<T, R>(all: readonly T[], read: (one: T) => R): Generator<R> {
	for (const one of all) yield read(one);
}

/**
 * A few employees of the roster, as the first of the chosen roster events, and a few of those who are
 * skipped. People who left long ago are not among them.
 */
export function rosterSample(
	company: Company,
	settings: RosterSettings,
	today: CivilDate,
	limit: number,
): { items: JudgedRow[]; skipped: LeftOutItem[] } {
	const [event] = settings.rosterEvents;
	if (event === undefined) return { items: [], skipped: [] };
	const everyone = { ...settings, rosterEvents: new Set(['employeeSynced'] as const) };
	const { items, skipped } = rosterRun(company, everyone, null, today);
	const records = new Map(company.roster.map((record) => [record.id, record]));
	const isLongGone = longGone(records, settings, today);
	return {
		items: items.slice(0, limit).map((item) => ({ ...item, event })),
		skipped: skipped.filter((row) => !isLongGone(row)).slice(0, limit),
	};
}

function changeItem(
	change: RosterChange<Member>,
	itemOf: (member: Member, event: RosterEvent) => ReturnType<typeof rosterItem>,
	leftItemOf: (
		member: Member,
		why: { reason: string; explanation: string },
	) => ReturnType<typeof leaverItem>,
	today: CivilDate,
) {
	switch (change.event) {
		case 'employeeAdded':
			return { ...itemOf(change.employee, change.event), initial: change.initial };
		case 'employeeChanged': {
			const item = itemOf(change.employee, change.event);
			return { ...item, key: `${item.key}:${change.mark}`, changedFields: change.changedFields };
		}
		case 'employeeLeft': {
			const { employee, id } = change;
			return employee ? leftItemOf(employee, change) : goneItem(id, today, change);
		}
	}
}

/** The reasons that do not mean that a person has left. */
const UNKNOWN: ReadonlySet<ExclusionReason> = new Set(['statusUnknown', 'dataUnreadable']);

function standingOf(
	record: HiBobRecord,
	settings: RosterSettings,
	values: readonly ((member: Member) => unknown)[],
	today: CivilDate,
): Standing<Member> {
	const person = personOf(record, settings);
	const judgement = verdict({ ...person, occasion: null, today, rules: settings.rules });
	const member = { employee: withoutWhatOnlyRulesRead(person.employee, settings), record };
	const base = { id: record.id, employee: member };
	if (judgement.eligible) {
		return { ...base, kind: 'in', values: values.map((read) => read(member)) };
	}
	const { reason, explanation } = judgement;
	return { ...base, kind: UNKNOWN.has(reason) ? 'unknown' : 'out', reason, explanation };
}

/** The values that count as a change, by name, always in the same order. */
function watchedOf({
	returned,
	watchedFields,
	preferredNameField,
}: RosterSettings): Map<string, (member: Member) => unknown> {
	const watched = new Map<string, (member: Member) => unknown>();
	for (const [name, read] of Object.entries(WATCHED)) {
		watched.set(name, ({ employee }) => read(employee));
	}
	if (returned.personalEmail)
		watched.set('personalEmail', ({ employee }) => employee.personalEmail);
	if (returned.address) watched.set('address', ({ employee }) => employee.address);
	if (returned.phone) watched.set('phone', ({ employee }) => employee.phone);
	// under its own name, so that another choice of field makes two runs incomparable, and is not a change
	if (preferredNameField !== null) {
		watched.set(preferredNameField, ({ record }) => chosenValue(record, preferredNameField));
	}
	for (const field of watchedFields.toSorted()) {
		watched.set(field, ({ record }) => chosenValue(record, field));
	}
	return watched;
}
