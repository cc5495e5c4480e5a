/** What a test has of a context; only names that n8n's has. */
type PartOf<Context> = Readonly<{ [Name in keyof Context]?: unknown }>;

const isContext = <Context extends object>(part: PartOf<Context>): part is Context =>
	Object.keys(part).length > 0;

/**
 * n8n's context of a node, as far as a test needs it. All else is undefined, so code that asks for it
 * fails.
 *
 * @typeParam Context - such as `IExecuteFunctions`
 */
export function partialContext<Context extends object>(part: PartOf<Context>): Context {
	if (!isContext<Context>(part)) throw new TypeError('A context needs something in it.');
	return part;
}
