import { ExplainedError } from '../../shared/explainedError';
import { shown } from '../../shared/parameterValue';

/** Which work anniversaries count: single years, and every year from one on. */
export interface AnniversaryYears {
	years: ReadonlySet<number>;
	/** null when only the single years count */
	from: number | null;
}

export const EVERY_YEAR: AnniversaryYears = { years: new Set(), from: 1 };

/**
 * Reads years as a person writes them: `1, 3, 5, 10+`. Empty means every year.
 *
 * @throws ExplainedError when a part is not a year
 */
export function anniversaryYears(text: string): AnniversaryYears {
	if (text.trim() === '') return EVERY_YEAR;
	const parts = text.split(',').map((part) => part.trim());
	const bad = parts.find((part) => !/^[1-9]\d?\+?$/.test(part));
	if (bad !== undefined) {
		throw new ExplainedError(
			`'Anniversary Years' has "${shown(bad)}"`,
			'List whole years from 1 to 99 with commas between them, such as 1, 3, 5, 10+',
		);
	}
	const open = parts.filter((part) => part.endsWith('+')).map((part) => Number.parseInt(part, 10));
	return {
		years: new Set(parts.map((part) => Number.parseInt(part, 10))),
		from: open.length === 0 ? null : Math.min(...open),
	};
}

/** Whether an anniversary of so many completed years counts. */
export const isAnniversary = ({ years, from }: AnniversaryYears, count: number): boolean =>
	years.has(count) || (from !== null && count >= from);
