/** The middle of some figures, and their range. */
export interface Figure {
	median: number;
	least: number;
	most: number;
}

/** @throws RangeError when there are no figures */
export function figureOf(values: readonly number[]): Figure {
	const sorted = values.toSorted((one, other) => one - other);
	const [least, most] = [sorted[0], sorted.at(-1)];
	const median = sorted[Math.floor(sorted.length / 2)];
	if (least === undefined || most === undefined || median === undefined) {
		throw new RangeError('no figures');
	}
	return { median, least, most };
}
