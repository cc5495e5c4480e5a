import { ExplainedError } from '../../shared/explainedError';
import { optionalIdOf, shown } from '../../shared/parameterValue';

/**
 * A Reachdesk number, as digits.
 *
 * @param source - where to find it, as a sentence
 * @throws ExplainedError naming the field, when the value is not such a number
 */
export function reachdeskId(label: string, value: unknown, source: string): string {
	const id = optionalIdOf(label, value) ?? '';
	if (/^[1-9]\d*$/.test(id)) return id;
	throw new ExplainedError(
		id === '' ? `'${label}' is empty` : `'${label}' is "${shown(id)}", which is not a number`,
		source,
	);
}
