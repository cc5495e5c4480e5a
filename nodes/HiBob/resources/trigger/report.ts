import type { RunReport } from '../../../shared/schedule/runCompleted';
import type { Company } from '../../runs/company';
import { unreadableAmong } from '../../runs/dailyRun';

/** What a run found. */
interface Came {
	/** occasions that were returned for the first time */
	due: number;
	/** occasions that an earlier run returned before */
	offeredAgain: number;
	/** items of the roster events */
	roster: number;
	skipped: readonly { reason: string }[];
}

/**
 * The report of a run, in numbers: no personal data.
 *
 * @param warnings - sentences about settings that need attention
 */
export function reportOf(
	{ headCount, unidentified }: Company,
	{ due, offeredAgain, roster, skipped }: Came,
	warnings: readonly string[],
): RunReport {
	const unreadable = unreadableAmong(skipped).length;
	const byReason: Record<string, number> = {};
	for (const { reason } of skipped) byReason[reason] = (byReason[reason] ?? 0) + 1;
	const { missed = 0, ...others } = byReason;
	return {
		counts: {
			headCount,
			read: headCount - unidentified.length,
			due,
			offeredAgain,
			returned: due + offeredAgain + roster,
			skipped: others,
			missed,
			unreadable,
		},
		warnings: [
			...warnings,
			...(unreadable === 0
				? []
				: [
						`HiBob returned unreadable data for ${String(unreadable)} ${unreadable === 1 ? 'person, who was' : 'people, who were'} skipped. Turn on 'Include Skipped' and look for the reason dataUnreadable`,
					]),
		],
	};
}
