import type { RunReport } from '../../../shared/schedule/runCompleted';
import type { Company } from '../../runs/company';
import { unreadableAmong } from '../../runs/dailyRun';

/** What a run came to. */
interface Came {
	/** occasions that were returned for the first time */
	due: number;
	/** occasions that an earlier run returned, too */
	offeredAgain: number;
	/** rows of the roster events */
	roster: number;
	skipped: readonly { reason: string }[];
}

/**
 * What a run says of itself, in numbers: no personal data.
 *
 * @param warnings - what needs a correction in the settings, as sentences
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
						`What HiBob returns for ${String(unreadable)} ${unreadable === 1 ? 'person' : 'people'} cannot be read, so they were skipped. Look for the reason dataUnreadable`,
					]),
		],
	};
}
