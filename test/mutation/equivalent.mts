import type { Mutant } from './instrument.mts';

/** A mutant that no test can notice, because the code does the same with it. */
interface Equivalent {
	file: string;
	line: string;
	original: string;
	replacement: string;
	reason: string;
}

const NOTHING_IS_NO_DAY =
	'The check is for the compiler: a comparison of null or undefined with a day is false anyway';
const NO_DAY_OFF_FOREVER =
	'It only guards against a week without a working day, which the settings do not allow';
const NO_SUCH_ENTRY = 'Nothing writes such an entry, so looking for it or removing it does nothing';
const FASTER = 'It only saves time: what comes after it decides the same';
const EVERY_GIFT = 'The map has every gift that is asked for';
const MADE_GIFT = 'A gift that was made has its record';
const RESERVED = 'A cost is reserved only while the budget is open';
const NO_WORD_IN_NULL = 'The check is for the compiler: null has none of these words';
const NO_SUCH_TEXT = 'Neither HiBob, Reachdesk nor a setting has such a text';

const THERE = 'The default is for the compiler: there always is a value';
const NO_PIECE = 'A shorter piece is in no list of pieces';
const NO_PLACE = 'There is no such place in the text';
const NOT_TRUE = 'What is undefined is not true either';
const HAS_DUE_DAY = 'Only occasions have due days, so without one the code does not come here';
const BOTH = 'Either both are there or neither is';
const HAS_ID = 'A workflow that runs has an ID';
const QUEUE = 'It is only the name of a queue';
const NOT_SETTLED = 'Everything but settle leaves it to a human';
const IN_THE_PANEL = 'n8n returns a value for each parameter of the panel';
const FREES_MEMORY = 'It only frees memory';
const NO_ITEM = 'n8n takes undefined as no item';
const NO_INSTANT = 'What is no send has no instant';
const HAS_DESCRIPTION = 'An error of the nodes has a description';
const SAME_DAY = 'Of two equal days, either is the same';
const FIRST_PART = 'A text that is split has a first part';

/** By file: the line where it begins, without the spaces around it, what is replaced, by what, and the reason. */
const BY_FILE: Readonly<
	Record<string, readonly [line: string, original: string, replacement: string, reason: string][]>
> = {
	'nodes/HiBob/employees/eligibility.ts': [
		[
			'const names = rules.persons.size + rules.personsUntil.size === 0 ? [] : namesOf(employee);',
			'rules.persons.size + rules.personsUntil.size === 0',
			'false',
			FASTER,
		],
		[
			'const names = rules.persons.size + rules.personsUntil.size === 0 ? [] : namesOf(employee);',
			'[]',
			'["Stryker was here"]',
			'Nobody is excluded then, so no name is',
		],
		['if (leaves !== null && leaves < today) {', 'leaves !== null', 'true', NOTHING_IS_NO_DAY],
		[
			'return leaves !== null && date !== null && leaves < date',
			'leaves !== null && date !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
		[
			'return leaves !== null && date !== null && leaves < date',
			'leaves !== null && date !== null',
			'leaves !== null || date !== null',
			NOTHING_IS_NO_DAY,
		],
		[
			'return leaves !== null && date !== null && leaves < date',
			'leaves !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
		[
			'return leaves !== null && date !== null && leaves < date',
			'date !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
		[
			'if (startDate !== null && occasion !== null && occasion.date < startDate) {',
			'startDate !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
		[
			'if (startDate !== null && startDate > today && !isStart) {',
			'startDate !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
		[
			"isStart && lifecycleStatus === 'Hired' && startDate !== null && startDate >= today;",
			'startDate !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
		['address === null ? [] : [sameEmail(address)],', '[]', '["Stryker was here"]', NO_SUCH_TEXT],
		['if (until !== undefined) {', 'until !== undefined', 'true', NOTHING_IS_NO_DAY],
		[
			'const fellOn = ({ date, dueDate }: Occasion): CivilDate => (date < dueDate ? date : dueDate);',
			'date < dueDate',
			'date <= dueDate',
			SAME_DAY,
		],
	],
	'nodes/HiBob/employees/hibobRecord.ts': [
		['if (!known) {', '!known', 'true', 'It only saves time: the places are worked out again'],
		[
			'places.set(fieldId, known);',
			'places.set(fieldId, known);',
			';',
			'It only saves time: the places are worked out again',
		],
		[
			'if (key === undefined) return object;',
			'key === undefined',
			'false',
			'For the compiler: a path has at least one key',
		],
		[
			'if (key === undefined || !Object.hasOwn(object, key)) return object;',
			'key === undefined || !Object.hasOwn(object, key)',
			'false',
			'Without the key, the rest is the whole object',
		],
		[
			'if (key === undefined || !Object.hasOwn(object, key)) return object;',
			'key === undefined || !Object.hasOwn(object, key)',
			'key === undefined && !Object.hasOwn(object, key)',
			'Without the key, the rest is the whole object',
		],
		[
			'if (key === undefined || !Object.hasOwn(object, key)) return object;',
			'key === undefined',
			'false',
			'For the compiler: a path has at least one key',
		],
		[
			'unreadable: Unreadable = [],',
			'[]',
			'["Stryker was here"]',
			'Nobody reads the list that nobody passed',
		],
		[
			'if (text !== null && isDate(text)) return text;',
			'text !== null',
			'true',
			'Null has the form of no date',
		],
	],
	'nodes/HiBob/employees/leavers.ts': [
		[
			'return leaves !== null && leaves < addDays(subject.today, -LEAVERS_SHOWN_DAYS);',
			'leaves !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
		[
			'const [earliest = null] = dates',
			'dates .filter((date) => date !== null)',
			'dates',
			'Null is sorted behind every day, and is no day of an earlier employment',
		],
		[
			'.filter((date) => date !== null)',
			'date !== null',
			'true',
			'Null is sorted behind every day, and is no day of an earlier employment',
		],
		['startDate !== null &&', 'startDate !== null', 'true', NOTHING_IS_NO_DAY],
	],
	'nodes/HiBob/employees/recipientEmail.ts': [
		[
			'const notStarted = employee.startDate !== null && employee.startDate > today;',
			'employee.startDate !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
	],
	'nodes/HiBob/employees/roster.ts': [
		[
			"`HiBob returned unreadable data for ${String(unreadable)} of ${String(headCount)} employees. ${rows[0]?.explanation ?? ''}`,",
			"''",
			'"Stryker was here!"',
			THERE,
		],
		[
			"`HiBob returned unreadable data for ${String(unreadable)} of ${String(headCount)} employees. ${rows[0]?.explanation ?? ''}`,",
			'rows[0]?.explanation',
			'rows[0].explanation',
			'Too many are at least one',
		],
		[
			'if (new Set(rows.map(({ id }) => id)).size === rows.length) {',
			'new Set(rows.map(({ id }) => id)).size === rows.length',
			'false',
			FASTER,
		],
		[
			'if (new Set(rows.map(({ id }) => id)).size === rows.length) {',
			'({ id }) => id',
			'() => undefined',
			FASTER,
		],
		[
			'if (new Set(rows.map(({ id }) => id)).size === rows.length) {',
			'{ return { employees: rows, repeated: [] }; }',
			'{}',
			FASTER,
		],
		[
			'employees: rows.filter(({ id }) => byId.get(id)?.length === 1),',
			'byId.get(id)?.length',
			'byId.get(id).length',
			'The question mark is for the compiler: the ID of each row is a key',
		],
		['const DIGITS = /^\\d{1,100}$/;', '/^\\d{1,100}$/', '/^\\d$/', FASTER],
		[
			'if (previous === null || previous < SMALLEST_COMPANY) return;',
			'previous === null',
			'false',
			'The check is for the compiler: null counts as 0 in a comparison, which is a small company',
		],
	],
	'nodes/HiBob/employees/wholeAnswer.ts': [
		[
			'value === null ||',
			'value === null',
			'false',
			'The type of null is object, for which nothing follows either',
		],
	],
	'nodes/HiBob/occasions/dueHistory.ts': [
		[
			'? { ...own, years: own.years && before.years && inBoth(own.years, before.years) }',
			'own.years && before.years',
			'own.years || before.years',
			BOTH,
		],
		[
			'const reach = policy.daysBefore - former.daysBefore + shiftsOf(former) + shiftsOf(policy) + 1;',
			'policy.daysBefore - former.daysBefore',
			'policy.daysBefore + former.daysBefore',
			'A longer look finds nothing more',
		],
		[
			'if (first > until) return { byDate: new Map(), byMonthDay: new Map() };',
			'first > until',
			'false',
			FASTER,
		],
		['day !== null && from <= day && day <= until;', 'day !== null', 'true', NOTHING_IS_NO_DAY],
		[
			'const until = last < window.until ? last : window.until;',
			'last < window.until',
			'last <= window.until',
			'Of two equal days it does not matter which is taken',
		],
		[
			'return from > until ? null : { from, until };',
			'from > until',
			'false',
			'A window that ends before it begins has no due dates either',
		],
		[
			'if (isReplaced && before && areSame(before.rules, rules)) return kept;',
			'isReplaced && before',
			'true',
			'Rules that are not replaced were just found not to be the same',
		],
		[
			'if (isReplaced && before && areSame(before.rules, rules)) return kept;',
			'isReplaced && before',
			'isReplaced || before',
			'Rules that are not replaced were just found not to be the same',
		],
		[
			'known.set(name, due);',
			'known.set(name, due);',
			';',
			'It only saves time: the days are worked out again',
		],
		[
			'byMonthDay: new Map(byMonthDay.filter(([, days]) => days.length > 0)),',
			'byMonthDay.filter(([, days]) => days.length > 0)',
			'byMonthDay',
			'A date without days is due on none, as one that is not listed',
		],
		[
			'byMonthDay: new Map(byMonthDay.filter(([, days]) => days.length > 0)),',
			'days.length > 0',
			'true',
			'A date without days is due on none, as one that is not listed',
		],
		[
			'byMonthDay: new Map(byMonthDay.filter(([, days]) => days.length > 0)),',
			'days.length > 0',
			'days.length >= 0',
			'A date without days is due on none, as one that is not listed',
		],
	],
	'nodes/HiBob/occasions/dueOccasions.ts': [
		[
			'known.set(span, due);',
			'known.set(span, due);',
			';',
			'It only saves time: the days are worked out again',
		],
	],
	'nodes/HiBob/occasions/dueRules.ts': [
		[
			'occasions: Object.fromEntries(rules.toSorted(([one], [other]) => (one < other ? -1 : 1))),',
			'one < other',
			'one <= other',
			'No two occasions have one ID',
		],
	],
	'nodes/HiBob/occasions/giftKey.ts': [
		[
			"const isOneDate = occasion.type === 'customDate' && occasion.repeat === 'once';",
			"occasion.type === 'customDate'",
			'true',
			'Only a custom date has a repeat of its own',
		],
	],
	'nodes/HiBob/occasions/rememberedKeys.ts': [
		[
			'return Array.from({ length: hashes.length / LENGTH }, (_, index) =>',
			'hashes.length / LENGTH',
			'hashes.length * LENGTH',
			'Beyond the end there are only empty texts, and they are joined to nothing',
		],
		[
			'for (let at = 0; at < month.length; at += LENGTH) hashes.add(month.slice(at, at + LENGTH));',
			'at < month.length',
			'at <= month.length',
			'It adds the empty text, which is the hash of no key',
		],
		[
			'return Object.fromEntries([...kept.filter(([name]) => name !== month), [month, added]]);',
			'kept.filter(([name]) => name !== month)',
			'kept',
			'The last of two entries with one name counts',
		],
		[
			'return Object.fromEntries([...kept.filter(([name]) => name !== month), [month, added]]);',
			'name !== month',
			'true',
			'The last of two entries with one name counts',
		],
	],
	'nodes/HiBob/occasions/siteRules.ts': [
		[
			'(site !== null && sites.includes(site)) || (siteId !== null && sites.includes(siteId));',
			'site !== null',
			'true',
			'The lists of a rule hold texts, so null is not among them',
		],
		[
			'(site !== null && sites.includes(site)) || (siteId !== null && sites.includes(siteId));',
			'siteId !== null',
			'true',
			'The lists of a rule hold texts, so null is not among them',
		],
		[
			'const isIn = ({ countries }: R): boolean => country !== null && countries.includes(country);',
			'country !== null',
			'true',
			'The lists of a rule hold texts, so null is not among them',
		],
	],
	'nodes/HiBob/occasions/workingDays.ts': [
		[
			'for (let moved = 0; moved < furthestShift(workingDays) && goesOn(day); moved++) {',
			'moved < furthestShift(workingDays)',
			'true',
			NO_DAY_OFF_FOREVER,
		],
		[
			'for (let moved = 0; moved < furthestShift(workingDays) && goesOn(day); moved++) {',
			'moved < furthestShift(workingDays)',
			'moved <= furthestShift(workingDays)',
			NO_DAY_OFF_FOREVER,
		],
		[
			'for (let moved = 0; moved < furthestShift(workingDays) && goesOn(day); moved++) {',
			'moved++',
			'moved--',
			NO_DAY_OFF_FOREVER,
		],
		[
			"return shift === 'sameDay'",
			"shift === 'sameDay'",
			'false',
			'A day that stays is not moved further than 0 days anyway',
		],
		[
			"return shift === 'sameDay'",
			"'sameDay'",
			'""',
			'A day that stays is not moved further than 0 days anyway',
		],
	],
	'nodes/HiBob/runs/dailyRun.ts': [
		['isDue ? keyLookUp(remembered) : () => false;', '() => false', '() => undefined', NOT_TRUE],
		[
			'isDue ? keyLookUp(remembered) : () => false;',
			'false',
			'true',
			'Where nothing is due, nothing is looked up',
		],
		[
			'if (!other || item.occasion.dueDate < other.occasion.dueDate) earliest.set(item.key, item);',
			'item.occasion.dueDate < other.occasion.dueDate',
			'item.occasion.dueDate <= other.occasion.dueDate',
			'Items with the same key and due day are the same',
		],
		['const isDue = found.some(({ length }) => length > 0);', 'length > 0', 'true', FASTER],
		['const isDue = found.some(({ length }) => length > 0);', 'length > 0', 'length >= 0', FASTER],
		[
			'const isBelieved = memory.repeatFrom !== null && memory.repeatFrom <= addDays(today, 1);',
			'memory.repeatFrom !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
	],
	'nodes/HiBob/runs/person.ts': [
		[
			'unreadable.length + omitted.length > 0',
			'unreadable.length + omitted.length > 0',
			'true',
			'Then nothing is added',
		],
		[
			'unreadable.length + omitted.length > 0',
			'unreadable.length + omitted.length > 0',
			'unreadable.length + omitted.length >= 0',
			'Then nothing is added',
		],
	],
	'nodes/HiBob/runs/siteRuns.ts': [
		['if (only && all.length === 1) return only;', 'only && all.length === 1', 'false', FASTER],
	],
	'nodes/Reachdesk/attempts/attemptLog.ts': [
		[
			'const added = gifts.map((gift) => this.added.get(gift) ?? []);',
			'[]',
			'["Stryker was here"]',
			NO_SUCH_ENTRY,
		],
		[
			'(gift) => (keysByRecipient.get(recipientDedupeKey(gift))?.size ?? 0) > 1,',
			'keysByRecipient.get(recipientDedupeKey(gift))?.size',
			'keysByRecipient.get(recipientDedupeKey(gift)).size',
			'The confirmed gifts are among all gifts, so each is in the map',
		],
		[
			'...(isAlone(gift) ? minutes.map((minute) => attemptedAt(gift.key, minute)) : []),',
			'[]',
			'["Stryker was here"]',
			NO_SUCH_ENTRY,
		],
		[
			'const lately = await this.recent(before, () => true, [], now);',
			'[]',
			'["Stryker was here"]',
			NO_SUCH_ENTRY,
		],
		[
			'this.added.set(gift, [...(this.added.get(gift) ?? []), ...entries]);',
			'[]',
			'["Stryker was here"]',
			'Only gifts whose address is locked are recorded, and those are in the map',
		],
	],
	'nodes/Reachdesk/attempts/lease.ts': [
		[
			'await this.entries.record([written], () => []);',
			'[]',
			'["Stryker was here"]',
			NO_SUCH_ENTRY,
		],
	],
	'nodes/Reachdesk/gifts/overBudget.ts': [
		[
			'if (currency === undefined) return null;',
			'currency === undefined',
			'false',
			'No cost is known in an unknown currency, so the answer is null anyway',
		],
		[
			'({ amount, giftCost }) => giftCost !== null && amount?.currency === currency,',
			'amount?.currency',
			'amount.currency',
			'The settings have a cost of a gift only beside an amount',
		],
		[
			'const own = campaignId === null ? undefined : currencies.get(campaignId);',
			'campaignId === null',
			'false',
			'No campaign is known by null, so the look-up finds nothing',
		],
		[
			'const last = campaignId === null ? undefined : costs.get(campaignId)?.get(currency);',
			'campaignId === null',
			'false',
			'No campaign is known by null, so the look-up finds nothing',
		],
	],
	'nodes/Reachdesk/gifts/plan.ts': [
		[
			'(peers.get(recipientDedupeKey(gift)) ?? []).filter(({ key }) => key !== gift.key);',
			'[]',
			'["Stryker was here"]',
			'For the compiler: every gift of the run is among those of its recipient',
		],
		[
			'if (decision.send && why === null && earlier === undefined) first.set(recipient, gift);',
			'earlier === undefined',
			'true',
			'A gift that is sent beside an earlier one has its person, so either stands for both',
		],
	],
	'nodes/Reachdesk/gifts/refusal.ts': [
		['default:', 'default: return null;', 'default:', 'Undefined is no refusal, like null'],
		['withheld: readonly string[] = [],', '[]', '["Stryker was here"]', NO_SUCH_TEXT],
		[
			'} catch {',
			'{ return undefined; }',
			'{}',
			'A function that returns nothing returns undefined',
		],
	],
	'nodes/Reachdesk/gifts/timing.ts': [
		['if (dueDate !== null && dueDate > today) {', 'dueDate !== null', 'true', NOTHING_IS_NO_DAY],
		[
			"if (!isObject(judged) || date === null || typeof timeZone !== 'string' || !isTimeZone(timeZone)) {",
			"typeof timeZone !== 'string'",
			'false',
			'What is no text is no time zone either',
		],
		[
			"catchUpDays: typeof catchUpDays === 'number' && catchUpDays > 0 ? Math.floor(catchUpDays) : 0,",
			'catchUpDays > 0',
			'catchUpDays >= 0',
			'Zero stays zero',
		],
	],
	'nodes/Reachdesk/resources/giftTrigger/poll.ts': [
		[
			'happenings: memory.gifts === null ? [] : happenings,',
			'[]',
			'["Stryker was here"]',
			'What is no happening has no event',
		],
		[
			'memory: noteAll({ ...memory, gifts: null }, read, settings, today, today).memory,',
			'{ ...memory, gifts: null }',
			'{}',
			'What has happened is not used here, and there are no notes either way',
		],
		[
			'({ campaignId }) => campaigns.size === 0 || (campaignId !== null && campaigns.has(campaignId)),',
			'campaignId !== null',
			'true',
			'Nobody chooses a campaign without a number; the check is for the compiler',
		],
	],
	'nodes/shared/baseUrl.ts': [
		[
			"hostname === 'localhost' || hostname === '[::1]' || /^127(?:\\.\\d+){3}$/.test(hostname);",
			'/^127(?:\\.\\d+){3}$/',
			'/127(?:\\.\\d+){3}$/',
			'A host that ends in a number is an IPv4 address, or the URL is refused',
		],
	],
	'nodes/shared/circuitBreaker.ts': [
		[
			'if (!(error instanceof NodeApiError) || error.httpCode === null) return;',
			'error.httpCode === null',
			'false',
			'No limit is set for what has no status; the check is for the compiler',
		],
	],
	'nodes/shared/civilDate.ts': [
		[
			"typeof value === 'string' && isCivilDate(value) ? value : null;",
			"typeof value === 'string'",
			'true',
			'Nothing but a text has the form of a day: the check is for the compiler',
		],
		[
			'if (!isMonthDay(monthDay)) throw new RangeError(`${date} has no month and day`);',
			'`${date} has no month and day`',
			'``',
			'Each day has a month and a day',
		],
		[
			'if (!isMonthDay(monthDay)) throw new RangeError(`${date} has no month and day`);',
			'!isMonthDay(monthDay)',
			'false',
			'The check is for the compiler: each date has a month and a day',
		],
		[
			'export const laterOf = (one: CivilDate, other: CivilDate): CivilDate => (one > other ? one : other);',
			'one > other',
			'one >= other',
			'Equal dates are the same',
		],
	],
	'nodes/shared/emailAddress.ts': [
		[
			'const INVISIBLE = /[\\p{Cf}\\p{Default_Ignorable_Code_Point}]+/gu;',
			'/[\\p{Cf}\\p{Default_Ignorable_Code_Point}]+/gu',
			'/[\\p{Cf}\\p{Default_Ignorable_Code_Point}]/gu',
			'It removes all of them, together or one after the other',
		],
	],
	'nodes/shared/schedule/pollTimes.ts': [
		[
			'const items = isObject(pollTimes) && Array.isArray(pollTimes.item) ? pollTimes.item : [];',
			'[]',
			'["Stryker was here"]',
			'A text is no poll time',
		],
		[
			'const daily = times.flatMap((list) => list ?? []);',
			'[]',
			'["Stryker was here"]',
			'A list that is null ends the function on the next line',
		],
		[
			"if (!/^\\d{1,2}$/.test(minute ?? '') || !/^\\d{1,2}(?:,\\d{1,2})*$/.test(hours ?? '')) return null;",
			"''",
			'"Stryker was here!"',
			'Neither text is a number',
		],
		[
			"return (hours ?? '')",
			"''",
			'"Stryker was here!"',
			'The line before has returned when there are no hours',
		],
		[
			"typeof value === 'number' && Number.isInteger(value) ? value : preset;",
			"typeof value === 'number'",
			'true',
			'Only a number is an integer; the check is for the compiler',
		],
	],
	'nodes/shared/schedule/scheduleState.ts': [
		[
			'return known !== undefined && isBelievable(known, day);',
			'known !== undefined',
			'true',
			'Nothing is no day, and so never before tomorrow',
		],
	],
	'nodes/shared/timeZone.ts': [
		['if (isOne) known.set(text, isOne);', 'isOne', 'true', FASTER],
		['if (isOne) known.set(text, isOne);', 'isOne', 'false', FASTER],
		['if (isOne) known.set(text, isOne);', 'known.set(text, isOne);', ';', FASTER],
	],
	'nodes/shared/visibleText.ts': [
		['if (PLAIN.test(text)) return text;', 'PLAIN.test(text)', 'false', FASTER],
		[
			'const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;',
			'/^[!-~](?:[ -~]*[!-~])?$/',
			'/^[!-~](?:[ -~]*[!-~])$/',
			FASTER,
		],
		[
			'const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;',
			'/^[!-~](?:[ -~]*[!-~])?$/',
			'/^[!-~](?:[ -~][!-~])?$/',
			FASTER,
		],
		[
			'const INVISIBLE = /^[\\s\\p{Default_Ignorable_Code_Point}\\u{2800}]$/u;',
			'/^[\\s\\p{Default_Ignorable_Code_Point}\\u{2800}]$/u',
			'/[\\s\\p{Default_Ignorable_Code_Point}\\u{2800}]$/u',
			'It is asked of one character at a time',
		],
		[
			'const INVISIBLE = /^[\\s\\p{Default_Ignorable_Code_Point}\\u{2800}]$/u;',
			'/^[\\s\\p{Default_Ignorable_Code_Point}\\u{2800}]$/u',
			'/^[\\s\\p{Default_Ignorable_Code_Point}\\u{2800}]/u',
			'It is asked of one character at a time',
		],
		[
			'while (end > 0 && INVISIBLE.test(text.charAt(end - 1))) end -= 1;',
			'end > 0',
			'true',
			'There is no character before the first, and no character is not invisible',
		],
		[
			'while (end > 0 && INVISIBLE.test(text.charAt(end - 1))) end -= 1;',
			'end > 0',
			'end >= 0',
			'There is no character before the first, and no character is not invisible',
		],
	],
	'nodes/HiBob/employees/letters.ts': [
		[
			'while (filled >= BITS) {',
			'filled >= BITS',
			'filled > BITS',
			'A full letter is written with the next bits, or at the end',
		],
		[
			'for (; filled < bits; filled += BITS) {',
			'filled < bits',
			'filled <= bits',
			'A letter that is read ahead is kept for the next number',
		],
	],
	'nodes/HiBob/employees/fingerprint.ts': [
		[
			"typeof value === 'string' && NEEDS_NO_ESCAPES.test(value)",
			"typeof value === 'string' && NEEDS_NO_ESCAPES.test(value)",
			'false',
			FASTER,
		],
		["typeof value === 'string' && NEEDS_NO_ESCAPES.test(value)", "'string'", '""', FASTER],
		[
			'const NEEDS_NO_ESCAPES = /^[ !#-[\\]-~]*$/;',
			'/^[ !#-[\\]-~]*$/',
			'/^[ !#-[\\]-~]$/',
			FASTER,
		],
		[
			'return Array.from({ length: count }, (_, at) => at).filter((at) => old?.[at] !== current?.[at]);',
			'old?.[at]',
			'old[at]',
			'There are always two fingerprints',
		],
		[
			'return Array.from({ length: count }, (_, at) => at).filter((at) => old?.[at] !== current?.[at]);',
			'current?.[at]',
			'current[at]',
			'There are always two fingerprints',
		],
	],
	'nodes/Reachdesk/attempts/attemptTimes.ts': [
		[
			': within(bulkMinutes, spans.get(gift) ?? []).filter((minute) =>',
			'within(bulkMinutes, spans.get(gift) ?? []).filter((minute) => marked.has(toRecipientAt(gift, minute)), )',
			'within(bulkMinutes, spans.get(gift) ?? [])',
			FASTER,
		],
		['if (seen.has(name)) continue;', 'seen.has(name)', 'false', FASTER],
		['seen.add(name);', 'seen.add(name);', ';', FASTER],
		['? distinctMinutes(spans.get(gift) ?? [])', '[]', '["Stryker was here"]', EVERY_GIFT],
		[
			': within(bulkMinutes, spans.get(gift) ?? []).filter((minute) =>',
			'[]',
			'["Stryker was here"]',
			EVERY_GIFT,
		],
		[
			'suspected.filter((gift) => attemptedIn.get(gift)?.some((minute) => !own(gift, minute))),',
			'attemptedIn.get(gift)?.some',
			'attemptedIn.get(gift).some',
			EVERY_GIFT,
		],
		[': []),', '[]', '["Stryker was here"]', NO_SUCH_ENTRY],
		[
			'...minutes',
			'minutes .filter((minute) => isBulk.has(minute))',
			'minutes',
			'It only saves look-ups: an attempt in bulk is in a minute with a bulk send',
		],
	],
	'nodes/Reachdesk/attempts/bulkAttemptLog.ts': [
		[
			'await this.entries.record([[bulkAt(now)]], () => []);',
			'[]',
			'["Stryker was here"]',
			NO_SUCH_ENTRY,
		],
	],
	'nodes/Reachdesk/attempts/giftRecords.ts': [
		[
			'...(sends.get(gift)?.unexplained ?? []).filter(isReadable).map(times.attemptOf),',
			'sends.get(gift)?.unexplained',
			'sends.get(gift).unexplained',
			EVERY_GIFT,
		],
		[
			'...(sends.get(gift)?.unexplained ?? []).filter(isReadable).map(times.attemptOf),',
			'[]',
			'["Stryker was here"]',
			EVERY_GIFT,
		],
		[
			'const NOT_LISTED: SendsOfGift = { own: [], unexplained: [], isUnsure: false };',
			'{ own: [], unexplained: [], isUnsure: false }',
			'{}',
			EVERY_GIFT,
		],
		[
			'const NOT_LISTED: SendsOfGift = { own: [], unexplained: [], isUnsure: false };',
			'[]',
			'["Stryker was here"]',
			EVERY_GIFT,
		],
		[
			'const NOT_LISTED: SendsOfGift = { own: [], unexplained: [], isUnsure: false };',
			'[]',
			'["Stryker was here"]',
			EVERY_GIFT,
		],
		[
			'const NOT_LISTED: SendsOfGift = { own: [], unexplained: [], isUnsure: false };',
			'false',
			'true',
			EVERY_GIFT,
		],
		[
			"wanted.includes(id === null ? 'unknown' : ownerOf(gift, id));",
			'id === null',
			'false',
			NO_SUCH_ENTRY,
		],
	],
	'nodes/Reachdesk/attempts/storeError.ts': [
		[
			"code !== null && BUSY.has(code) ? 'n8n’s database was busy' : 'n8n’s database failed';",
			'code !== null',
			'true',
			'The check is for the compiler: null is none of the codes',
		],
	],
	'nodes/Reachdesk/gifts/money.ts': [
		[
			"const text = typeof value === 'number' && Math.abs(value) < MOST ? value.toFixed(PLACES) : value;",
			'Math.abs(value) < MOST',
			'true',
			'A larger number has more digits than an amount may have',
		],
		[
			"const text = typeof value === 'number' && Math.abs(value) < MOST ? value.toFixed(PLACES) : value;",
			'Math.abs(value) < MOST',
			'Math.abs(value) <= MOST',
			'A larger number has more digits than an amount may have',
		],
		[
			"const [, sign, whole = ''] = parts;",
			"''",
			'"Stryker was here!"',
			'A decimal has a whole part',
		],
		[
			'const size = amount < 0n ? -amount : amount;',
			'amount < 0n',
			'amount <= 0n',
			'Minus nothing is nothing',
		],
	],
	'nodes/Reachdesk/gifts/setup/campaignLines.ts': [
		['if (name !== null && AUTOMATED.test(name)) {', 'name !== null', 'true', NO_WORD_IN_NULL],
	],
	'nodes/Reachdesk/gifts/setup/otherCampaignLines.ts': [
		[
			'const last = dayOf(sends[0]?.createdAt);',
			'sends[0]?.createdAt',
			'sends[0].createdAt',
			THERE,
		],
		[
			"`${capital(campaignInWords(id, name))} sent ${counted(sends.length, 'gift', 'gifts')} to ${String(receivers)} of the same ${counted(people, 'person', 'people')} ${inLast}${last === null ? '' : `, the last on ${last}`}. ${isLikely ? 'Its name suggests that it is' : 'It may be'} the automation that n8n replaces`,",
			'last === null',
			'false',
			'Each listed send has a day',
		],
		[
			"`${capital(campaignInWords(id, name))} sent ${counted(sends.length, 'gift', 'gifts')} to ${String(receivers)} of the same ${counted(people, 'person', 'people')} ${inLast}${last === null ? '' : `, the last on ${last}`}. ${isLikely ? 'Its name suggests that it is' : 'It may be'} the automation that n8n replaces`,",
			"''",
			'"Stryker was here!"',
			'Each listed send has a day',
		],
		[
			'const isLikely = name !== null && OCCASION.test(name);',
			'name !== null',
			'true',
			NO_WORD_IN_NULL,
		],
	],
	'nodes/Reachdesk/gifts/setup/walletLines.ts': [
		[
			'const theirs = sends.get(campaignId) ?? [];',
			'[]',
			'["Stryker was here"]',
			'What is no send has no ID and no campaign',
		],
		[
			'return [...wallets.values()].flatMap((ofWallet) => walletLine(ofWallet, expected) ?? []);',
			'[]',
			'["Stryker was here"]',
			'Each wallet has a payment',
		],
		[
			'if (payment === undefined) return null;',
			'payment === undefined',
			'false',
			'Each wallet has a payment',
		],
		[
			'return id !== null && ids.has(id);',
			'id !== null',
			'true',
			'The check is for the compiler: null is none of the IDs',
		],
	],
	'nodes/Reachdesk/gifts/spending.ts': [
		[
			"if (typeof name !== 'string') continue;",
			"typeof name !== 'string'",
			'false',
			'No transaction asks for a campaign without a name',
		],
		[
			"const campaignIds = idsByName.get(campaignName ?? '') ?? [];",
			"''",
			'"Stryker was here!"',
			NO_SUCH_TEXT,
		],
		[
			'const entry = send.id === null ? undefined : ledger.get(send.id);',
			'send.id === null',
			'false',
			'The check is for the compiler: the ledger has no entry for null',
		],
		[
			"['personYear', gift.email === null ? [] : [personName(gift.email)]],",
			'[]',
			'["Stryker was here"]',
			NO_SUCH_TEXT,
		],
		[
			"['teamMonth', gift.team === null ? [] : [teamName(gift.team)]],",
			'[]',
			'["Stryker was here"]',
			NO_SUCH_TEXT,
		],
		[
			"['workflowMonth', gift.isOfWorkflow ? [WORKFLOW_NAME] : []],",
			'[]',
			'["Stryker was here"]',
			NO_SUCH_TEXT,
		],
	],
	'nodes/Reachdesk/resources/gift/budget.ts': [
		[
			'return isMissing && since > now - LONGEST_LOOK',
			'since > now - LONGEST_LOOK',
			'true',
			'The first list has all that the second one would',
		],
		['if (spent) unlisted?.add(spent);', 'spent', 'true', RESERVED],
		['if (pause > 0) await sleep(pause);', 'pause > 0', 'true', FASTER],
		['if (pause > 0) await sleep(pause);', 'pause > 0', 'pause >= 0', FASTER],
		[
			'return isMissing && since > now - LONGEST_LOOK',
			'since > now - LONGEST_LOOK',
			'since >= now - LONGEST_LOOK',
			'Both lists are the same then',
		],
		['if (!isAsked) return () => false;', '() => false', '() => undefined', NOT_TRUE],
		['if (!isAsked) return () => false;', 'false', 'true', 'No cap of this run asks for it'],
		['() => [],', '[]', '["Stryker was here"]', NO_SUCH_ENTRY],
		['if (spent) unlisted?.add(spent);', 'unlisted?.add', 'unlisted.add', RESERVED],
		[
			'this.state?.spending.remove(spent);',
			'this.state?.spending',
			'this.state.spending',
			RESERVED,
		],
		['this.unlisted?.delete(spent);', 'this.unlisted?.delete', 'this.unlisted.delete', RESERVED],
		[
			'const ofMonth = sends.filter(({ createdAt }) => Date.parse(createdAt) >= monthStart);',
			'sends.filter(({ createdAt }) => Date.parse(createdAt) >= monthStart)',
			'sends',
			FASTER,
		],
		[
			'const ofMonth = sends.filter(({ createdAt }) => Date.parse(createdAt) >= monthStart);',
			'Date.parse(createdAt) >= monthStart',
			'true',
			FASTER,
		],
	],
	'nodes/Reachdesk/resources/gift/giftTiming.ts': [
		[
			"if (!HIBOB_NODES.includes(type.split('.').at(-1) ?? '')) continue;",
			"''",
			'"Stryker was here!"',
			THERE,
		],
		[
			"if (!HIBOB_NODES.includes(type.split('.').at(-1) ?? '')) continue;",
			'-1',
			'+1',
			'The type of a node of n8n has two parts',
		],
		['} catch {', '{ return null; }', '{}', 'Nothing is no item of a HiBob node, as null is none'],
	],
	'nodes/Reachdesk/resources/gift/limits.ts': [
		["const ANY_DAY = 'any day';", "'any day'", '""', 'It is only a name'],
		[
			'const { dueDate = null, lastOffer = null } = first?.gift.timing ?? {};',
			'first?.gift',
			'first.gift',
			'A day has at least one gift',
		],
	],
	'nodes/Reachdesk/resources/gift/results.ts': [
		["const remedy = error.description ?? '';", "''", '"Stryker was here!"', HAS_DESCRIPTION],
		[
			'return key !== null && error.message.includes(key) ? null : key;',
			'key !== null',
			'true',
			'Without a key, the result is null either way',
		],
		[
			'const results = this.slots.flatMap((result) => result ?? []);',
			'[]',
			'["Stryker was here"]',
			'Empty slots are passed over',
		],
		[
			"if (!first) throw new RangeError('nothing failed');",
			'!first',
			'false',
			'There is an error whenever it is asked for',
		],
		[
			"if (!first) throw new RangeError('nothing failed');",
			"'nothing failed'",
			'""',
			'There is an error whenever it is asked for',
		],
		[
			"const place = typeof item === 'number' ? `item ${String(item + 1)}` : 'an item';",
			"'an item'",
			'""',
			'Each of these errors has its item',
		],
		[
			"const place = typeof item === 'number' ? `item ${String(item + 1)}` : 'an item';",
			"typeof item === 'number'",
			'true',
			'Each of these errors has its item',
		],
	],
	'nodes/Reachdesk/resources/gift/sendInTurn.ts': [
		[
			'for (let isFirst = true; waiting.length > 0; isFirst = false) {',
			'waiting.length > 0',
			'waiting.length >= 0',
			'Without a next gift the loop ends, too',
		],
	],
	'nodes/Reachdesk/resources/gift/sendOne.ts': [
		['run.budget?.made(gift, outcome.gift?.id);', 'outcome.gift?.id', 'outcome.gift.id', MADE_GIFT],
		[
			'const sendId = sendIdOf(outcome.gift?.id);',
			'outcome.gift?.id',
			'outcome.gift.id',
			MADE_GIFT,
		],
	],
	'nodes/HiBob/employees/chosenFields.ts': [
		[
			"if (typeof value === 'string' && (isCivilDate(value) || isMonthDay(value))) return value;",
			"typeof value === 'string'",
			'true',
			'Nothing but a text has the form of a day: the check is for the compiler',
		],
		[
			"if (value === undefined || value === null || typeof value === 'object') return false;",
			'value === null',
			'false',
			'null is an object to typeof, so the next check finds it',
		],
	],
	'nodes/HiBob/employees/fields.ts': [
		[
			"SELF_CHANGING_TYPES.has(type ?? '') || SELF_CHANGING_IDS.test(fieldId);",
			"''",
			'"Stryker was here!"',
			NO_SUCH_TEXT,
		],
	],
	'nodes/HiBob/employees/rosterDiff.ts': [
		[
			'unidentified: readonly (string | null)[] = [],',
			'[]',
			'["Stryker was here"]',
			'No employee has such an ID',
		],
		['(at) => watched[at] ?? [],', '[]', '["Stryker was here"]', THERE],
	],
	'nodes/HiBob/runs/company.ts': [
		[
			'const others = employees.slice(0, BATCH).map(({ id }) => id);',
			'employees.slice(0, BATCH)',
			'employees',
			'The list is cut to as many below',
		],
		[
			'field === undefined || fallback === null ? [] : [{ field, fallback }];',
			'field === undefined',
			'false',
			'An occasion with a fallback has a field',
		],
		[
			'const missing = lost.size === 0 ? [] : everyone.rows.employees.filter(({ id }) => lost.has(id));',
			'lost.size === 0',
			'false',
			FASTER,
		],
		[
			'const answer = await searchPeople(context, [FIELDS.id.id, ...missing], { labels: false });',
			'{ labels: false }',
			'{}',
			NOT_TRUE,
		],
		[
			'const answer = await searchPeople(context, [FIELDS.id.id], { labels: false });',
			'{ labels: false }',
			'{}',
			NOT_TRUE,
		],
		[
			'const [fewer, more] = one < other ? [one, other] : [other, one];',
			'one < other',
			'one <= other',
			'Both are the same then',
		],
		[
			'unidentified.push(...rows.unidentified.filter(({ id }) => id !== null && wanted.has(id)));',
			'id !== null',
			'true',
			'No row without an ID is asked for: the check is for the compiler',
		],
	],
	'nodes/HiBob/runs/judged.ts': [
		[
			'if (event) result.unreadable.push(unidentifiedItem(unidentified, event, today));',
			'event',
			'true',
			HAS_DUE_DAY,
		],
		['if (event === undefined) return;', 'event === undefined', 'false', HAS_DUE_DAY],
		[
			'return (wanted.find(isUnreadable) ?? wanted[0])?.type;',
			'(wanted.find(isUnreadable) ?? wanted[0])?.type',
			'(wanted.find(isUnreadable) ?? wanted[0]).type',
			HAS_DUE_DAY,
		],
	],
	'nodes/HiBob/runs/upcoming.ts': [
		[
			"occasion === null ? '' : (employee.displayName ?? '');",
			"''",
			'"Stryker was here!"',
			'All rows without an occasion have the same',
		],
		[
			'roster = roster.filter(({ id }) => left.has(id));',
			'roster.filter(({ id }) => left.has(id))',
			'roster',
			FASTER,
		],
		[
			'for (let late = 0; late <= settings.catchUpDays && pending.size > 0; late++) {',
			'pending.size > 0',
			'true',
			FASTER,
		],
		[
			'for (let late = 0; late <= settings.catchUpDays && pending.size > 0; late++) {',
			'pending.size > 0',
			'pending.size >= 0',
			FASTER,
		],
		['(id) => records.get(id) ?? [],', '[]', '["Stryker was here"]', THERE],
	],
	'nodes/HiBob/settings/exceptPeople.ts': [
		['const SEPARATORS = /[\\s,;]+/;', '/[\\s,;]+/', '/[\\s,;]/', 'Empty parts count as nothing'],
	],
	'nodes/HiBob/settings/when.ts': [
		[
			'...textsIn(collection, list, /[\\s,;]+/).map((text) => dateIn(list, text)),',
			'/[\\s,;]+/',
			'/[\\s,;]/',
			'Empty pieces are dropped',
		],
		["const [date = ''] = text.split('T', 1);", "''", '"Stryker was here!"', FIRST_PART],
	],
	'nodes/shared/parameterValue.ts': [
		["const [day = ''] = text.split(/[T ]/, 1);", "''", '"Stryker was here!"', FIRST_PART],
	],
	'nodes/HiBob/transport/companyCalendars.ts': [
		[
			'else for (const day of days) daysOff.get(key)?.add(day);',
			'daysOff.get(key)?.add',
			'daysOff.get(key).add',
			'Each calendar that is asked for has its set',
		],
		[
			'ranges.push({ from: first, until: last < until ? last : until });',
			'last < until',
			'last <= until',
			SAME_DAY,
		],
		[
			'body: { filters, ...(cursor === undefined ? {} : { cursor }) },',
			'cursor === undefined',
			'false',
			'A body does not send undefined',
		],
		['const end = last < until ? last : until;', 'last < until', 'last <= until', SAME_DAY],
		[
			'for (let day = first > from ? first : from; day <= end; day = addDays(day, 1)) days.push(day);',
			'first > from',
			'first >= from',
			SAME_DAY,
		],
		[
			"const warning = error instanceof NodeApiError ? REFUSALS.get(error.httpCode ?? '') : undefined;",
			"''",
			'"Stryker was here!"',
			NO_SUCH_TEXT,
		],
	],
	'nodes/HiBob/transport/namedLists.ts': [
		[': [];', '[]', '["Stryker was here"]', 'An answer in JSON is a list or an object'],
		[
			'return (Array.isArray(items) ? items : []).flatMap((item: unknown) => {',
			'[]',
			'["Stryker was here"]',
			'A text among the items is no entry',
		],
	],
	'nodes/Reachdesk/attempts/reconcile.ts': [
		['unexplained: possible.get(gift) ?? [],', '[]', '["Stryker was here"]', EVERY_GIFT],
	],
	'nodes/Reachdesk/attempts/budgetLock.ts': [
		["this.workflow = context.getWorkflow().id ?? '';", "''", '"Stryker was here!"', HAS_ID],
		["this.turns.push(await takeTurn('caps'));", "'caps'", '""', QUEUE],
		[
			'for (const endTurn of this.turns.splice(0).reverse()) endTurn();',
			'this.turns.splice(0).reverse()',
			'this.turns.splice(0)',
			'Nothing happens between the ends of the turns',
		],
	],
	'nodes/Reachdesk/attempts/processedEntries.ts': [
		[
			'const options = maxEntries === undefined ? OPTIONS : { ...OPTIONS, maxEntries };',
			'maxEntries === undefined',
			'false',
			'n8n takes undefined as no limit',
		],
		[
			'if (portion.size > 0 && portion.size + group.length > MOST_AT_ONCE) {',
			'portion.size > 0',
			'true',
			'A write of nothing changes nothing',
		],
		[
			'if (portion.size > 0 && portion.size + group.length > MOST_AT_ONCE) {',
			'portion.size > 0',
			'portion.size >= 0',
			'A write of nothing changes nothing',
		],
		[
			"this.row = `${context.getWorkflow().id ?? ''}:${node}`;",
			"''",
			'"Stryker was here!"',
			HAS_ID,
		],
		[
			"const node = scope === 'node' ? context.getNode().id : '';",
			"''",
			'"Stryker was here!"',
			QUEUE,
		],
	],
	'nodes/shared/schedule/heartbeats.ts': [
		["const workflow = context.getWorkflow().id ?? '';", "''", '"Stryker was here!"', HAS_ID],
	],
	'nodes/Reachdesk/attempts/unlistedGifts.ts': [
		['if (this.gifts.size === 0) return [];', 'this.gifts.size === 0', 'false', FASTER],
	],
	'nodes/Reachdesk/gifts/recipientName.ts': [
		[
			"return { first_name: first ?? last ?? '', last_name: last ?? first ?? '' };",
			"''",
			'"Stryker was here!"',
			THERE,
		],
	],
	'nodes/Reachdesk/gifts/triggerAnswer.ts': [
		['withheld: readonly string[] = [],', '[]', '["Stryker was here"]', NO_SUCH_TEXT],
	],
	'nodes/Reachdesk/gifts/withheld.ts': [
		['const isWithheld = letters.map(() => false);', '() => false', '() => undefined', NOT_TRUE],
		['if (place !== undefined) isWithheld[place] = true;', 'place !== undefined', 'true', NO_PLACE],
		[
			'for (let at = 0; at + FRAGMENT <= secret.length; at++) {',
			'at + FRAGMENT',
			'at - FRAGMENT',
			NO_PIECE,
		],
		[
			'for (let at = 0; at + FRAGMENT <= line.length; at++) {',
			'at + FRAGMENT',
			'at - FRAGMENT',
			NO_PIECE,
		],
		[
			'for (const start of fragments.get(fragment) ?? []) withhold(start, FRAGMENT);',
			'[]',
			'["Stryker was here"]',
			NO_PLACE,
		],
		['const found: number[] = [];', '[]', '["Stryker was here"]', NO_PLACE],
		[
			"return isWithheld[place - 1] === true ? '' : '(withheld)';",
			'place - 1',
			'place + 1',
			'One word replaces a run of letters, whether at its beginning or at its end',
		],
	],
	'nodes/Reachdesk/resources/gift/giftParameters.ts': [
		[
			"const campaign: unknown = context.getNodeParameter('campaign', item, '');",
			"''",
			'"Stryker was here!"',
			IN_THE_PANEL,
		],
		[
			"const sender = emailAddress('Sender', context.getNodeParameter('sender', item, ''));",
			"''",
			'"Stryker was here!"',
			IN_THE_PANEL,
		],
		[
			"optionalIdOf('Occasion Key', context.getNodeParameter('occasionKey', item, ''));",
			"''",
			'"Stryker was here!"',
			IN_THE_PANEL,
		],
		[
			"const parameter = (name: string): unknown => context.getNodeParameter(name, item, '');",
			"''",
			'"Stryker was here!"',
			THERE,
		],
		[
			'return text === undefined ? undefined : (visibleText(text) ?? undefined);',
			'text === undefined',
			'false',
			'The check is for the compiler: visibleText returns undefined for undefined',
		],
	],
	'nodes/Reachdesk/resources/gift/readGifts.ts': [
		["context.getNodeParameter('giftId', item, ''),", "''", '"Stryker was here!"', THERE],
	],
	'nodes/Reachdesk/resources/gift/planTestRun.ts': [
		["const decision = decide({ ...NO_RECORD, attempt }, 'human');", "'human'", '""', NOT_SETTLED],
		[
			'if (!decision.send) results.report(test, decision.outcome);',
			'!decision.send',
			'true',
			'What is to be sent was returned before',
		],
		[
			"const decision = decide(records.get(gift) ?? NO_RECORD, 'human');",
			"'human'",
			'""',
			NOT_SETTLED,
		],
		['owners && times', 'owners && times', 'owners || times', BOTH],
		[
			"const attempt = (await log?.attempts([test], now))?.get(test.key) ?? 'none';",
			'(await log?.attempts([test], now))?.get',
			'(await log?.attempts([test], now)).get',
			'A gift to a tester always has its log',
		],
		[
			"const attempt = (await log?.attempts([test], now))?.get(test.key) ?? 'none';",
			'log?.attempts',
			'log.attempts',
			'A gift to a tester always has its log',
		],
		[
			"const attempt = (await log?.attempts([test], now))?.get(test.key) ?? 'none';",
			"'none'",
			'""',
			'A gift to a tester always has its log',
		],
	],
	'nodes/Reachdesk/resources/gift/sendBatch.ts': [
		[
			'const some = created.slice(start, start + MOST_NOTED_AT_ONCE);',
			'created.slice(start, start + MOST_NOTED_AT_ONCE)',
			'created',
			'A send that is noted again is noted as before',
		],
		['if (!owners || !bulkLog) return;', '!owners || !bulkLog', '!owners && !bulkLog', BOTH],
		[
			'for (let start = 0; start < created.length; start += MOST_NOTED_AT_ONCE) {',
			'start < created.length',
			'start <= created.length',
			'An empty portion notes nothing',
		],
		[
			'const sendId = sendIdOf(outcome.gift?.id);',
			'outcome.gift?.id',
			'outcome.gift.id',
			MADE_GIFT,
		],
		['return sendId === null ? [] : [{ gift, sendId }];', 'sendId === null', 'false', MADE_GIFT],
		['return sendId === null ? [] : [{ gift, sendId }];', '[]', '["Stryker was here"]', MADE_GIFT],
		[
			'for (const gift of all) if (!isMine(gift)) results.report(gift, anotherExecution);',
			'!isMine(gift)',
			'true',
			'The outcome of a gift that is sent replaces it',
		],
	],
	'nodes/Reachdesk/resources/giftTrigger/memory.ts': [
		[
			"return `${places.get(status) ?? ''}.${bits.toString(RADIX)}`;",
			"''",
			'"Stryker was here!"',
			'Each status has its place',
		],
	],
	'nodes/shared/schedule/scheduledTrigger.ts': [
		[
			"const reason = error instanceof Error ? error.message : 'unknown reason';",
			"'unknown reason'",
			'""',
			'What a poll throws is an error',
		],
		[
			'const waiting = known.passedOver?.events ?? [];',
			'[]',
			'["Stryker was here"]',
			'No event has such a name',
		],
		[
			'if (kept !== stored) writeState(staticData, kept, this.plan.memory);',
			'kept !== stored',
			'true',
			'The same is written then',
		],
		[
			"`${this.plan.name}: the last run is dated ${state.lastRun ?? ''}, which is later than tomorrow. The clock must have been wrong then, so this date is ignored`,",
			"''",
			'"Stryker was here!"',
			'It is only said of a last run',
		],
	],
	'nodes/shared/schedule/timeZones.ts': [
		[
			"if (typeof chosen === 'string' && isTimeZone(chosen)) known.add(chosen);",
			"typeof chosen === 'string'",
			'true',
			'Nothing but a text is a time zone',
		],
	],
	'nodes/HiBob/employees/forecast.ts': [
		[
			'if (terminationDate !== null && terminationDate >= today && terminationDate < day) {',
			'terminationDate !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
		[
			'return isHired && startDate !== null && startDate >= today && startDate <= day',
			'startDate !== null',
			'true',
			NOTHING_IS_NO_DAY,
		],
	],
	'nodes/HiBob/runs/longGone.ts': [
		[
			"const record = reason === 'terminated' && id !== null ? records.get(id) : undefined;",
			'id !== null',
			'true',
			'The check is for the compiler: no record has the ID null',
		],
	],
	'nodes/Reachdesk/resources/gift/pace.ts': [
		['if (left > 0) await sleep(left);', 'left > 0', 'left >= 0', FASTER],
	],
	'nodes/Reachdesk/resources/gift/planRun.ts': [
		[
			'if (!log || !owners || !times) return new Map();',
			'!log || !owners || !times',
			'(!log || !owners) && !times',
			'All three are there or none is',
		],
		[
			'if (!log || !owners || !times) return new Map();',
			'!log || !owners',
			'false',
			'All three are there or none is',
		],
		[
			'if (!log || !owners || !times) return new Map();',
			'!log || !owners',
			'!log && !owners',
			'All three are there or none is',
		],
		[
			'if (toSend.length > 0 && (await isSendingPaused(run.context))) {',
			'toSend.length > 0',
			'true',
			'Nothing is to be sent then',
		],
		[
			'if (toSend.length > 0 && (await isSendingPaused(run.context))) {',
			'toSend.length > 0',
			'toSend.length >= 0',
			'Nothing is to be sent then',
		],
	],
	'nodes/HiBob/employees/accessCheck.ts': [
		[
			'field === null || fallback === undefined ? [] : [[field.id, fallback.id]],',
			'field === null',
			'false',
			'An occasion without a field has no fallback',
		],
		[
			'(id) => id !== field && id !== FIELDS.id.id && categories.get(id) === category,',
			'id !== field',
			'true',
			'The field itself is not readable either, so it changes nothing',
		],
		[
			"const NEW_STARTERS = PURPOSES.find(({ id }) => id === 'startDate')?.name;",
			"PURPOSES.find(({ id }) => id === 'startDate')?.name",
			"PURPOSES.find(({ id }) => id === 'startDate').name",
			THERE,
		],
	],
	'nodes/HiBob/resources/trigger/memory.ts': [
		[
			'const segments = Array.isArray(stored) ? stored.map(segmentIn) : [];',
			'[]',
			'["Stryker was here"]',
			'A text is no segment, so the history counts as unreadable',
		],
	],
	'nodes/HiBob/runs/held.ts': [
		[
			"const [month = ''] = Object.keys(held).sort();",
			"''",
			'"Stryker was here!"',
			'Neither is a month',
		],
	],
	'nodes/Reachdesk/attempts/agentQuota.ts': [
		['if (place === undefined) return;', 'place === undefined', 'false', NO_SUCH_ENTRY],
	],
	'nodes/Reachdesk/attempts/entries.ts': [
		[
			'[instant, instant + MINUTE].map((minute) => `open:${key}+@${minuteOf(minute)}`);',
			'instant + MINUTE',
			'instant - MINUTE',
			'With either neighbour, two claims on both sides of a minute find each other',
		],
	],
	'nodes/Reachdesk/attempts/oneByOne.ts': [
		['} finally {', '{ if (queues.get(name) === own) queues.delete(name); }', '{}', FREES_MEMORY],
		[
			'if (queues.get(name) === own) queues.delete(name);',
			'queues.get(name) === own',
			'false',
			FREES_MEMORY,
		],
		[
			'if (queues.get(name) === own) queues.delete(name);',
			'queues.delete(name);',
			';',
			FREES_MEMORY,
		],
	],
	'nodes/Reachdesk/gifts/giftFacts.ts': [[": '';", "''", '"Stryker was here!"', NO_SUCH_TEXT]],
	'nodes/Reachdesk/resources/gift/capSettings.ts': [
		[
			'const PERS = Object.keys(CAPPED).filter((per): per is CapPer => Object.hasOwn(CAPPED, per));',
			'Object.keys(CAPPED).filter((per): per is CapPer => Object.hasOwn(CAPPED, per))',
			'Object.keys(CAPPED)',
			'The check is for the compiler: an object has its own keys',
		],
	],
	'nodes/Reachdesk/transport/knownSends.ts': [
		[
			'const sends = this.byRecipient.get(hashOf(recipientDedupeKey(gift))) ?? [];',
			'[]',
			'["Stryker was here"]',
			NO_INSTANT,
		],
	],
	'nodes/Reachdesk/transport/listing.ts': [
		[
			'knownOf.delete(account);',
			'knownOf.delete(account);',
			';',
			'What is known is replaced, or found out of date again',
		],
		[
			'if (all) knownOf.set(account, all);',
			'all',
			'true',
			'No list and null both have it read as a whole',
		],
		[
			'const rows: unknown[] = [];',
			'[]',
			'["Stryker was here"]',
			'A row that is no send is skipped',
		],
		[
			"const answer = await reachdeskRequest(context, { method: 'GET', path: `/sends/${id}` });",
			"'GET'",
			'""',
			'Without a method, a request is a GET',
		],
	],
	'nodes/shared/schedule/siteSchedules.ts': [
		[
			'if (known !== undefined && isBelievable(known, day)) return known;',
			'known !== undefined',
			'true',
			NOTHING_IS_NO_DAY,
		],
		['lastRun: own?.day.baseline ?? null,', 'own?.day', 'own.day', THERE],
	],
	'nodes/shared/schedule/triedAgain.ts': [
		[
			"nodeError.description = `${nodeError.description ?? ''}. Nothing was lost; the run retries automatically`;",
			"''",
			'"Stryker was here!"',
			HAS_DESCRIPTION,
		],
	],
	'nodes/HiBob/resources/trigger/poll.ts': [
		[
			'if (items.length === 0) return undefined;',
			'items.length === 0',
			'false',
			'Nothing is learned of no items',
		],
	],
	'nodes/HiBob/runs/calendars.ts': [
		[
			'const daysOff = calendar === null ? null : (calendars?.get(calendar) ?? null);',
			'calendar === null',
			'false',
			'No calendar has the key null',
		],
		[
			'const daysOff = calendar === null ? null : (calendars?.get(calendar) ?? null);',
			'calendars?.get',
			'calendars.get',
			'A calendar is known only where calendars are read',
		],
	],
	'nodes/HiBob/runs/rosterRun.ts': [
		[
			"return { ...base, kind: UNKNOWN.has(reason) ? 'unknown' : 'out', reason, explanation };",
			"'out'",
			'""',
			'What is neither in nor unknown is out',
		],
	],
	'nodes/HiBob/runs/widenedRules.ts': [
		[
			"...ifAny(sorted(Array.from(rules.personsUntil, (row) => row.join(' until ')))),",
			"' until '",
			'""',
			'Different people and days still make different texts',
		],
	],
	'nodes/HiBob/settings/siteRules.ts': [
		[
			"const zone = stringOf(row[timeZone.name] ?? '').trim();",
			"''",
			'"Stryker was here!"',
			IN_THE_PANEL,
		],
		[
			"const text = stringOf(row[runAt.name] ?? '').trim();",
			"''",
			'"Stryker was here!"',
			IN_THE_PANEL,
		],
	],
	'nodes/HiBob/settings/who.ts': [
		[
			"typeof value === 'string' && value.includes(',') && countryCodeOf(value) !== null;",
			"','",
			'""',
			'A text without a comma is one piece either way',
		],
	],
	'nodes/HiBob/transport/hibobErrors.ts': [
		[
			'if (status >= 300 && status < 400) {',
			'status < 400',
			'status <= 400',
			'The status 400 has words of its own',
		],
	],
	'nodes/Reachdesk/gifts/bulkSend.ts': [
		[
			'toRecipient.set(recipient, earlier + 1);',
			'earlier + 1',
			'earlier - 1',
			'Each is another number either way',
		],
	],
	'nodes/Reachdesk/gifts/hibobEmployee.ts': [
		[
			"(typeof value === 'string' && visibleText(value) === null);",
			"typeof value === 'string'",
			'true',
			'What is no text is not blank either way',
		],
	],
	'nodes/Reachdesk/gifts/listedSend.ts': [
		[
			'if (send.id === null) continue;',
			'send.id === null',
			'false',
			'The ID of such a row is not known either way',
		],
		[
			'(sends.get(sendDedupeKey(gift)) ?? []).filter(({ createdAt }) => Date.parse(createdAt) >= since);',
			'[]',
			'["Stryker was here"]',
			NO_INSTANT,
		],
		['if (unreadable.length === 0) return [];', 'unreadable.length === 0', 'false', FASTER],
	],
	'nodes/Reachdesk/gifts/sharedRecipient.ts': [
		[
			"? `and its list has an unreadable row that could be this gift (${sends.map(described).join(', ')}). Check it in Reachdesk`",
			"', '",
			'""',
			'There is one of them',
		],
	],
	'nodes/Reachdesk/transport/rows.ts': [
		["let before = '';", "''", '"Stryker was here!"', 'No page is that text'],
		[
			'place += read.rows.length;',
			'place += read.rows.length',
			'place -= read.rows.length',
			'The places only have to differ',
		],
		[
			"const text = read.totalPages === null ? JSON.stringify(read.rows.map(({ row }) => row)) : '';",
			'read.totalPages === null',
			'true',
			'A page that comes again has no new rows',
		],
		[
			'if (read.rows.length === 0 || repeated === MOST_REPEATED_PAGES) break;',
			'read.rows.length === 0',
			'false',
			'The pages after an empty one are empty',
		],
		[
			'if (totalRecords === null || count > totalRecords) return null;',
			'totalRecords === null',
			'false',
			'Without a count it is null further below',
		],
	],
	'nodes/shared/nodeErrors.ts': [
		[
			'const item = itemIndex === undefined ? {} : { itemIndex };',
			'itemIndex === undefined',
			'false',
			NO_ITEM,
		],
		['{ message },', '{ message }', '{}', 'The message is that of the options'],
		[
			'...(itemIndex === undefined ? {} : { itemIndex }),',
			'itemIndex === undefined',
			'false',
			NO_ITEM,
		],
	],
};

const EQUIVALENT: readonly Equivalent[] = Object.entries(BY_FILE).flatMap(([file, rows]) =>
	rows.map(([line, original, replacement, reason]) => ({
		file,
		line,
		original,
		replacement,
		reason,
	})),
);

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
