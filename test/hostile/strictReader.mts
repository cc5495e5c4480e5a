/**
 * Reads HiBob's answer as a careful clerk would, who gives nothing to anyone in doubt. It shares no
 * code with the product, so that the two can be held against each other.
 */

/** An occasion of a person that falls on one of some days. */
export interface Claim {
	key: string;
	employeeId: string;
	/** why there must be no gift; empty when there must be one */
	doubts: string[];
	email: unknown;
}

/** The places in which HiBob writes a field: nested, and under a slash key. */
function spellings(record: unknown, field: string): unknown[] {
	const slash = own(own(record, `/${field.replaceAll('.', '/')}`), 'value');
	return [nested(record, field), slash].filter((value) => value !== undefined);
}

function own(holder: unknown, key: string): unknown {
	if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) return undefined;
	return Object.hasOwn(holder, key) ? Reflect.get(holder, key) : undefined;
}

const nested = (record: unknown, field: string): unknown =>
	field
		.replace(/^root\./, '')
		.split('.')
		.reduce(own, record);

const label = (record: unknown, field: string): unknown =>
	nested(own(record, 'humanReadable'), field);

const isEmpty = (value: unknown): boolean =>
	value === null || (typeof value === 'string' && value.trim() === '');

const isDate = (text: string): boolean =>
	/^\d{4}-\d\d-\d\d$/.test(text) &&
	!Number.isNaN(Date.parse(text)) &&
	new Date(text).toISOString().startsWith(text);

function dateIn(record: unknown, field: string): string | null {
	const [value] = spellings(record, field);
	const text = typeof value === 'string' ? value.trim() : '';
	return isDate(text) ? text : null;
}

const wordsFor = (record: unknown, field: string): string[] =>
	[...spellings(record, field), label(record, field)].flatMap((value) =>
		typeof value === 'string' && !isEmpty(value) ? [value.trim().toLowerCase()] : [],
	);

const TEXTS = ['root.email', 'root.firstName', 'root.surname', 'root.displayName'];
const LISTS = ['work.title', 'work.department', 'work.site', 'internal.status'];
const DATES = ['work.startDate', 'internal.terminationDate', 'personal.shortBirthDate'];

/** Whether a field holds something else than its documented type. */
function isOdd(record: unknown, field: string): boolean {
	const [value] = spellings(record, field);
	if (value === undefined || isEmpty(value)) return false;
	if (field === 'work.reportsTo') return typeof value !== 'object' || Array.isArray(value);
	if (LISTS.includes(field)) {
		return typeof label(record, field) !== 'string' && !['string', 'number'].includes(typeof value);
	}
	if (typeof value !== 'string') return true;
	const text = value.trim();
	if (field.startsWith('personal.')) return !/^\d\d-\d\d$/.test(text) || !isDate(`2024-${text}`);
	return DATES.includes(field) && !isDate(text);
}

function doubtsAbout(
	record: unknown,
	occasion: { type: string; date: string },
	today: string,
): string[] {
	const doubts: string[] = [];
	const terminations = spellings(record, 'internal.terminationDate');
	const words = wordsFor(record, 'internal.lifecycleStatus');
	const states = wordsFor(record, 'internal.status');
	const start = dateIn(record, 'work.startDate');
	const isBack = (left: string): boolean =>
		start !== null &&
		left < start &&
		start <= today &&
		states.every((word) => word === 'active') &&
		words.length > 0 &&
		!words.some((word) => ['terminated', 'hired'].includes(word));
	if (terminations.length === 0) doubts.push('nobody knows of a termination date');
	for (const value of terminations) {
		if (isEmpty(value)) continue;
		const text = typeof value === 'string' ? value.trim() : '';
		if (!isDate(text)) doubts.push('the termination date is none');
		else if ((text < today || text < occasion.date) && !isBack(text)) doubts.push('has left');
	}
	const lifecycles = wordsFor(record, 'internal.lifecycleStatus');
	if (lifecycles.includes('terminated') && terminations.every(isEmpty)) {
		doubts.push('is terminated');
	}
	const startDate = dateIn(record, 'work.startDate');
	const isStart = occasion.type === 'startDate';
	if (startDate !== null && startDate > (isStart ? occasion.date : today)) {
		doubts.push('has not started');
	}
	const statuses = wordsFor(record, 'internal.status');
	const startsSoon =
		isStart && lifecycles.includes('hired') && startDate !== null && startDate >= today;
	const known = statuses.filter((word) => ['active', 'inactive'].includes(word));
	const isActive = known.length > 0 && known.every((word) => word === 'active');
	const isInactive = known.length > 0 && known.every((word) => word === 'inactive');
	if (!isActive && !(isInactive && startsSoon)) doubts.push('is not active');
	for (const field of [...TEXTS, ...LISTS, ...DATES, 'work.reportsTo']) {
		if (isOdd(record, field)) doubts.push(`${field} cannot be read`);
	}
	if (spellings(record, 'work.startDate').length === 0) doubts.push('nobody knows the start date');
	const email = spellings(record, 'root.email')[0];
	if (typeof email !== 'string' || isEmpty(email)) doubts.push('has no address');
	return doubts;
}

/** What a record of HiBob's answer gives a claim to, on days in the form yyyy-MM-dd. */
export function claimsOf(record: unknown, days: readonly string[], today: string): Claim[] {
	const id = own(record, 'id');
	if (typeof id !== 'string' || !/^[^\s:\p{C}]{1,100}$/u.test(id)) return [];
	const birthdays = spellings(record, 'personal.shortBirthDate');
	const birthday = typeof birthdays[0] === 'string' ? birthdays[0].trim() : null;
	const startDate = dateIn(record, 'work.startDate');
	return days.flatMap((date) => {
		const claim = (type: string): Claim => ({
			key: `hibob:${id}:${type}:${date.slice(0, 4)}`,
			employeeId: id,
			doubts: doubtsAbout(record, { type, date }, today),
			email: spellings(record, 'root.email')[0],
		});
		const years = startDate === null ? 0 : Number(date.slice(0, 4)) - Number(startDate.slice(0, 4));
		return [
			...(birthday === date.slice(5) ? [claim('birthday')] : []),
			...(years >= 1 && startDate?.slice(5) === date.slice(5) ? [claim('workAnniversary')] : []),
			...(startDate === date ? [claim('startDate')] : []),
		];
	});
}

/** The people of an answer, whatever else it holds. */
export function recordsIn(answer: unknown): unknown[] {
	const employees = own(answer, 'employees');
	return Array.isArray(employees) ? employees : [];
}
