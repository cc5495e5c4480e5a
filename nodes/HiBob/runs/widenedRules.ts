import { addDays } from '../../shared/civilDate';
import type { CivilDate } from '../../shared/civilDate';
import { EXCLUSION_REASONS } from '../employees/eligibility';
import type { ExclusionReason } from '../employees/eligibility';
import type { SkipReason } from '../employees/employeeItem';
import { hashesOf, keyLookUp, REMEMBERED_DAYS } from '../occasions/rememberedKeys';
import type { EmployeeSettings } from '../settings/employeeSettings';

/** Who was skipped by the last run: which rule it was by a fingerprint, and the keys as short hashes. */
export interface SkippedKeys {
	/** the latest due day at which the run looked */
	until: CivilDate;
	reasons: Readonly<Partial<Record<ExclusionReason, { rule: string; keys: string }>>>;
}

/**
 * Keys that a changed rule does not bring back, as short hashes by the last due day for which that
 * holds.
 */
export type ClosedKeys = Readonly<Record<string, string>>;

type Rules = Pick<EmployeeSettings, 'rules' | 'optOutField' | 'optInField'>;

const FILTERS = ['site', 'department', 'employmentType', 'country'] as const;

const sorted = (texts: Iterable<string>): string[] => [...texts].sort();

/** What came later counts only where it is used: an upgrade alone changes no rule. */
const ifAny = (texts: string[]): string[][] => (texts.length > 0 ? [texts] : []);

/** The part of the settings that decides a reason. */
function ruleOf(reason: ExclusionReason, { rules, optOutField, optInField }: Rules): unknown {
	const isOn = rules.reasons.has(reason);
	switch (reason) {
		case 'filteredOut':
			return [
				...FILTERS.map((name) => sorted(rules.filters[name])),
				...ifAny(sorted(rules.filters.lifecycleStatus).map((one) => `only ${one}`)),
				...ifAny(sorted(rules.exceptEmploymentTypes).map((one) => `except ${one}`)),
			];
		case 'personExcluded':
			return [
				sorted(rules.persons),
				optOutField,
				...ifAny(sorted(Array.from(rules.personsUntil, (row) => row.join(' until ')))),
			];
		case 'notOptedIn':
			return optInField;
		case 'lifecycleExcluded':
			return sorted(rules.lifecycles);
		case 'noEmail':
			return [isOn, rules.recipientEmail];
		case 'terminated':
		case 'leavesBeforeOccasion':
			return [isOn, rules.leavesOnLastDayOfWork];
		case 'notActive':
			// an unknown status is not active where it has no reason of its own
			return [isOn, rules.reasons.has('statusUnknown')];
		case 'statusUnknown':
		case 'dataUnreadable':
			return isOn;
	}
}

const fingerprintOf = (reason: ExclusionReason, settings: Rules): string =>
	hashesOf([JSON.stringify(ruleOf(reason, settings))]);

/** What to remember of the people a run skipped. @param until - the latest due day at which it looked */
export function skippedKeysOf(
	skipped: readonly { key: string; reason: SkipReason }[],
	settings: Rules,
	until: CivilDate,
): SkippedKeys | null {
	if (skipped.length === 0) return null;
	const reasons = EXCLUSION_REASONS.filter((known) =>
		skipped.some(({ reason }) => reason === known),
	);
	const kept = reasons.map((reason) => {
		const keys = skipped.filter((one) => one.reason === reason).map(({ key }) => key);
		return [reason, { rule: fingerprintOf(reason, settings), keys: hashesOf(keys) }] as const;
	});
	return { until, reasons: Object.fromEntries(kept) };
}

/**
 * The closed keys, with those that the last run skipped by a rule that is another one now.
 *
 * Rule: a rule that is widened counts from its publishing. People who were skipped for another reason,
 * such as a starter who is not active yet, are still caught up.
 *
 * @param latest - the day whose run it is
 */
export function closedKeys(
	closed: ClosedKeys,
	skipped: SkippedKeys | null,
	settings: Rules,
	latest: CivilDate,
): ClosedKeys {
	const oldest = addDays(latest, -REMEMBERED_DAYS);
	const kept = Object.entries(closed).filter(([until]) => until >= oldest);
	if (skipped === null) return Object.fromEntries(kept);
	const { until, reasons } = skipped;
	const added = EXCLUSION_REASONS.map((reason) => {
		const known = reasons[reason];
		return known && known.rule !== fingerprintOf(reason, settings) ? known.keys : '';
	}).join('');
	if (added === '') return Object.fromEntries(kept);
	return Object.fromEntries([...kept, [until, (closed[until] ?? '') + added]]);
}

/** Says whether a changed rule keeps a key of a due day back. */
export function closedLookUp(closed: ClosedKeys): (key: string, dueDate: CivilDate) => boolean {
	const days = Object.entries(closed).map(([until, keys]) => ({
		until,
		isClosed: keyLookUp({ [until]: keys }),
	}));
	return (key, dueDate) => days.some(({ until, isClosed }) => dueDate <= until && isClosed(key));
}
