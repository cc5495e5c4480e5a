import { isRecord } from '../n8n/answers.mts';
import { outputOf } from '../n8n/host.mts';
import type { Execution } from '../n8n/host.mts';

interface Line {
	name: string;
	what: string;
}

const TRIGGER = 'HiBob Employees';

const nameIn = (item: Record<string, unknown>): string =>
	isRecord(item.employee) ? String(item.employee.displayName) : 'unknown';

const yearsIn = (item: Record<string, unknown>): string =>
	isRecord(item.occasion) && typeof item.occasion.years === 'number'
		? ` (${String(item.occasion.years)} ${item.occasion.years === 1 ? 'year' : 'years'})`
		: '';

/** Outcomes after which nobody has got a gift in this run. */
const isNotMade = (outcome: unknown): boolean =>
	outcome === 'alreadySent' || outcome === 'unconfirmed' || outcome === 'overBudget';

/** What an execution of a shipped workflow came to, person by person, from n8n's own record. */
export function reportLines(execution: Execution): { gifts: Line[]; others: Line[] } {
	const due = new Map(outputOf(execution, TRIGGER, 0).map((item) => [String(item.key), item]));
	const nameOf = (key: unknown) => {
		const item = due.get(String(key));
		return item ? `${nameIn(item)}${yearsIn(item)}` : String(key);
	};
	const sent = outputOf(execution, 'Send Gift', 0);
	const gifts = sent
		.filter(({ outcome }) => !isNotMade(outcome))
		.map(({ key, outcome, gift }) => ({
			name: nameOf(key),
			what: `${String(outcome)}${isRecord(gift) ? `, send ${String(gift.id)}` : ''}`,
		}));
	const notSent = [
		...sent
			.filter(({ outcome }) => isNotMade(outcome))
			.map(({ key, outcome, explanation }) => ({
				name: nameOf(key),
				what: `${String(outcome)}: ${String(explanation)}`,
			})),
		...outputOf(execution, 'Send Gift', 1).map((item) => ({
			name: nameOf(item.key),
			what: String(item.error),
		})),
		...(execution.nodeNames.includes('No Gift for This Year')
			? outputOf(execution, 'No Gift for This Year').map((item) => ({
					name: nameOf(item.key),
					what: 'no campaign for this number of years',
				}))
			: []),
		...outputOf(execution, TRIGGER, 1).map((item) => ({
			name: nameIn(item),
			what: `${String(item.reason)}: ${String(item.explanation)}`,
		})),
	];
	return { gifts, others: notSent };
}

/** The lines as a table of two columns. */
export function table(lines: readonly Line[]): string {
	const width = Math.min(44, Math.max(0, ...lines.map(({ name }) => name.length)));
	return lines.map(({ name, what }) => `    ${name.padEnd(width)}  ${what}`).join('\n');
}
