import { plus } from './dates.mts';
import type { JsonObject } from './json.mts';
import type { Person } from './person.mts';

export const TABLES = ['lifecycle', 'employment', 'work'] as const;
export type Table = (typeof TABLES)[number];

/** A change of a table: from when on it holds, and what it says. */
interface Change {
	effectiveDate: string;
	entry: JsonObject;
}

const changed = (effectiveDate: string, status: string, employeeStatus: string): Change => ({
	effectiveDate,
	entry: { status, employeeStatus, reasonType: null, leaveReason: null },
});

function lifecycleChanges(person: Person, startDate: string): Change[] {
	const changes: Change[] = [];
	const originalStartDate = person['work.originalStartDate'];
	if (typeof originalStartDate === 'string' && originalStartDate < startDate) {
		changes.push(
			changed(originalStartDate, 'Employed', 'Active'),
			changed(plus(startDate, { days: -90 }), 'Terminated', 'Inactive'),
		);
	}
	const status = person['internal.lifecycleStatus'] ?? 'Employed';
	if (status === 'Hired') return [...changes, changed(startDate, 'Hired', 'Inactive')];
	changes.push(changed(startDate, 'Employed', 'Active'));
	if (status === 'Employed') return changes;
	const termination = person['internal.terminationDate'];
	const leave = person['employee.recentLeaveStartDate'];
	const lastDay = person['employee.lastDayOfWork'];
	const since = [status === 'Terminated' ? termination : lastDay, leave].find(
		(date) => typeof date === 'string',
	);
	const from =
		typeof since === 'string' ? plus(since, { days: leave === since ? 0 : 1 }) : startDate;
	return [...changes, changed(from, status, person['internal.status'] ?? 'Inactive')];
}

function changesOf(person: Person, table: Table, startDate: string): Change[] {
	const value = (field: string) => person[field] ?? null;
	switch (table) {
		case 'lifecycle':
			return lifecycleChanges(person, startDate);
		case 'work':
			return [
				{
					effectiveDate: startDate,
					entry: {
						title: value('work.title'),
						department: value('work.department'),
						site: value('work.site'),
						siteId: value('work.siteId'),
						reportsTo: value('work.reportsTo'),
						workChangeType: 'New Employee',
					},
				},
			];
		case 'employment':
			return [
				{
					effectiveDate: startDate,
					entry: {
						contract: value('payroll.employment.contract'),
						type: value('payroll.employment.type'),
						salaryPayType: value('payroll.employment.salaryPayType'),
						weeklyHours: value('payroll.employment.weeklyHours'),
						fte: value('payroll.employment.fte'),
						hoursInDayNotWorked: null,
						calendarName: null,
						calendarId: value('payroll.employment.calendarId'),
						flsaCode: null,
						actualWorkingPattern: null,
						siteWorkingPattern: null,
					},
				},
			];
	}
}

/** The rows of a person's history table, oldest first, as they stand on the yyyy-MM-dd date `today`. */
export function tableRows(person: Person, table: Table, today: string): JsonObject[] {
	const startDate = person['work.startDate'];
	if (startDate === null) return [];
	const changes = changesOf(person, table, startDate);
	const lastBegun = changes.findLastIndex(({ effectiveDate }) => effectiveDate <= today);
	const current = Math.max(0, lastBegun);
	return changes.map(({ effectiveDate, entry }, index) => {
		const next = changes[index + 1];
		return {
			id: Number(`${String(10000 + index)}${effectiveDate.replaceAll('-', '')}`),
			effectiveDate,
			endEffectiveDate: next ? plus(next.effectiveDate, { days: -1 }) : null,
			activeEffectiveDate: index === current ? effectiveDate : null,
			isCurrent: index === current,
			canBeDeleted: index > 0,
			creationDate: null,
			modificationDate: effectiveDate < today ? effectiveDate : today,
			change: { reason: null, changedBy: null, changedById: person['root.id'] },
			...entry,
			customColumns: {},
		};
	});
}
