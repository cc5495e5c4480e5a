import { ExplainedError } from '../../shared/explainedError';
import { optionalIdOf, shown } from '../../shared/parameterValue';

/**
 * The number that Reachdesk gave something, as its digits.
 *
 * @param source - where to take it from, in a sentence
 * @throws ExplainedError naming the field, when it is no such number
 */
export function reachdeskId(label: string, value: unknown, source: string): string {
	const id = optionalIdOf(label, value) ?? '';
	if (/^[1-9]\d*$/.test(id)) return id;
	throw new ExplainedError(
		id === '' ? `"${label}" is empty` : `"${label}" is "${shown(id)}", which is no number`,
		source,
	);
}
