/** Only names that the whole has. */
type PartOf<Whole> = Readonly<{ [Name in keyof Whole]?: unknown }>;

const standsFor = <Whole extends object>(part: PartOf<Whole>): part is Whole =>
	Object.keys(part).length > 0;

/**
 * As much of something as a test needs, in place of the whole. All else is undefined, so code that asks
 * for it fails.
 *
 * @typeParam Whole - such as n8n's `IExecuteFunctions`, or a class of ours
 */
export function partial<Whole extends object>(part: PartOf<Whole>): Whole {
	if (!standsFor<Whole>(part)) throw new TypeError('A part needs something in it.');
	return part;
}
