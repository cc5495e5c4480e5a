/**
 * The middle one of some figures.
 *
 * @throws RangeError when there are none
 */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const middle = sorted[Math.floor(sorted.length / 2)];
	if (middle === undefined) throw new RangeError('no figures');
	return middle;
}
