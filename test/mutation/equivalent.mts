import type { Mutant } from './instrument.mts';

/** A mutant that no test can notice, because the code does the same with it. */
export interface Equivalent {
	file: string;
	/** the line of code where it begins, without the spaces around it */
	line: string;
	original: string;
	replacement: string;
	reason: string;
}

const NOTHING_IS_NO_DAY =
	'The check is for the compiler: a comparison of null or undefined with a day is false anyway';
const NO_SUCH_TEXT = 'Neither HiBob, Reachdesk nor a setting has such a text';

export const EQUIVALENT: readonly Equivalent[] = [
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'if (leaves !== null && leaves < today) {',
		original: 'leaves !== null',
		replacement: 'true',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'return leaves !== null && date !== null && leaves < date',
		original: 'leaves !== null && date !== null',
		replacement: 'true',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'return leaves !== null && date !== null && leaves < date',
		original: 'leaves !== null && date !== null',
		replacement: 'leaves !== null || date !== null',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'return leaves !== null && date !== null && leaves < date',
		original: 'leaves !== null',
		replacement: 'true',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'return leaves !== null && date !== null && leaves < date',
		original: 'date !== null',
		replacement: 'true',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'if (startDate !== null && occasion !== null && occasion.date < startDate) {',
		original: 'startDate !== null',
		replacement: 'true',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'if (startDate !== null && startDate > today && !isStart) {',
		original: 'startDate !== null',
		replacement: 'true',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: "isStart && lifecycleStatus === 'Hired' && startDate !== null && startDate >= today;",
		original: 'startDate !== null',
		replacement: 'true',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'address === null ? [] : [sameEmail(address)],',
		original: '[]',
		replacement: '["Stryker was here"]',
		reason: NO_SUCH_TEXT,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'if (until !== undefined) {',
		original: 'until !== undefined',
		replacement: 'true',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/HiBob/employees/eligibility.ts',
		line: 'const fellOn = ({ date, dueDate }: Occasion): CivilDate => (date < dueDate ? date : dueDate);',
		original: 'date < dueDate',
		replacement: 'date <= dueDate',
		reason: 'Of two equal days, either is the same',
	},
	{
		file: 'nodes/HiBob/occasions/dueOccasions.ts',
		line: 'known.set(span, due);',
		original: 'known.set(span, due);',
		replacement: ';',
		reason: 'It only saves time: the days are worked out again',
	},
	{
		file: 'nodes/HiBob/occasions/rememberedKeys.ts',
		line: 'return Array.from({ length: hashes.length / LENGTH }, (_, index) =>',
		original: 'hashes.length / LENGTH',
		replacement: 'hashes.length * LENGTH',
		reason: 'Beyond the end there are only empty texts, and they are joined to nothing',
	},
	{
		file: 'nodes/HiBob/occasions/rememberedKeys.ts',
		line: 'for (let at = 0; at < month.length; at += LENGTH) hashes.add(month.slice(at, at + LENGTH));',
		original: 'at < month.length',
		replacement: 'at <= month.length',
		reason: 'It adds the empty text, which is the hash of no key',
	},
	{
		file: 'nodes/HiBob/occasions/rememberedKeys.ts',
		line: 'return Object.fromEntries([...kept.filter(([name]) => name !== month), [month, added]]);',
		original: 'kept.filter(([name]) => name !== month)',
		replacement: 'kept',
		reason: 'The last of two entries with one name counts',
	},
	{
		file: 'nodes/HiBob/occasions/rememberedKeys.ts',
		line: 'return Object.fromEntries([...kept.filter(([name]) => name !== month), [month, added]]);',
		original: 'name !== month',
		replacement: 'true',
		reason: 'The last of two entries with one name counts',
	},
	{
		file: 'nodes/Reachdesk/gifts/overBudget.ts',
		line: 'if (currency === undefined) return null;',
		original: 'currency === undefined',
		replacement: 'false',
		reason: 'No cost is known in an unknown currency, so the answer is null anyway',
	},
	{
		file: 'nodes/Reachdesk/gifts/overBudget.ts',
		line: '({ amount, giftCost }) => giftCost !== null && amount?.currency === currency,',
		original: 'amount?.currency',
		replacement: 'amount.currency',
		reason: 'The settings have a cost of a gift only beside an amount',
	},
	{
		file: 'nodes/Reachdesk/gifts/overBudget.ts',
		line: 'const own = campaignId === null ? undefined : currencies.get(campaignId);',
		original: 'campaignId === null',
		replacement: 'false',
		reason: 'No campaign is known by null, so the look-up finds nothing',
	},
	{
		file: 'nodes/Reachdesk/gifts/overBudget.ts',
		line: 'const last = campaignId === null ? undefined : costs.get(campaignId)?.get(currency);',
		original: 'campaignId === null',
		replacement: 'false',
		reason: 'No campaign is known by null, so the look-up finds nothing',
	},
	{
		file: 'nodes/Reachdesk/gifts/plan.ts',
		line: '(peers.get(recipientDedupeKey(gift)) ?? []).filter(({ key }) => key !== gift.key);',
		original: '[]',
		replacement: '["Stryker was here"]',
		reason: 'For the compiler: every gift of the run is among those of its recipient',
	},
	{
		file: 'nodes/Reachdesk/gifts/plan.ts',
		line: 'if (decision.send && why === null && earlier === undefined) first.set(recipient, gift);',
		original: 'earlier === undefined',
		replacement: 'true',
		reason: 'A gift that is sent beside an earlier one has its person, so either stands for both',
	},
	{
		file: 'nodes/Reachdesk/gifts/refusal.ts',
		line: 'default:',
		original: 'default: return null;',
		replacement: 'default:',
		reason: 'Undefined is no refusal, like null',
	},
	{
		file: 'nodes/Reachdesk/gifts/refusal.ts',
		line: 'withheld: readonly string[] = [],',
		original: '[]',
		replacement: '["Stryker was here"]',
		reason: NO_SUCH_TEXT,
	},
	{
		file: 'nodes/Reachdesk/gifts/refusal.ts',
		line: '} catch {',
		original: '{ return undefined; }',
		replacement: '{}',
		reason: 'A function that returns nothing returns undefined',
	},
	{
		file: 'nodes/Reachdesk/gifts/timing.ts',
		line: 'if (dueDate !== null && dueDate > today) {',
		original: 'dueDate !== null',
		replacement: 'true',
		reason: NOTHING_IS_NO_DAY,
	},
	{
		file: 'nodes/Reachdesk/gifts/timing.ts',
		line: "if (!isObject(judged) || date === null || typeof timeZone !== 'string' || !isTimeZone(timeZone)) {",
		original: "typeof timeZone !== 'string'",
		replacement: 'false',
		reason: 'What is no text is no time zone either',
	},
	{
		file: 'nodes/Reachdesk/gifts/timing.ts',
		line: "catchUpDays: typeof catchUpDays === 'number' && catchUpDays > 0 ? Math.floor(catchUpDays) : 0,",
		original: 'catchUpDays > 0',
		replacement: 'catchUpDays >= 0',
		reason: 'Zero stays zero',
	},
];

/** Splits the mutants that are named here from those that are not, and lists the names without a mutant. */
export function nameEquivalents(mutants: readonly Mutant[]): {
	named: Map<Mutant, Equivalent>;
	gone: Equivalent[];
} {
	const files = new Set(mutants.map(({ file }) => file));
	const named = new Map<Mutant, Equivalent>();
	const gone: Equivalent[] = [];
	for (const equivalent of EQUIVALENT) {
		const found = mutants.filter((mutant) => isNamedBy(mutant, equivalent));
		for (const mutant of found) named.set(mutant, equivalent);
		if (found.length === 0 && files.has(equivalent.file)) gone.push(equivalent);
	}
	return { named, gone };
}

function isNamedBy(mutant: Mutant, equivalent: Equivalent): boolean {
	return (
		mutant.file === equivalent.file &&
		mutant.lineText === equivalent.line &&
		onOneLine(mutant.original) === equivalent.original &&
		onOneLine(mutant.replacement) === equivalent.replacement
	);
}

/** As it is printed, and written in this file. */
export function onOneLine(code: string): string {
	return code.replace(/\s+/g, ' ');
}
