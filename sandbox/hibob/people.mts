import { isCivilDate, plus, yearOf } from './dates.mts';
import { JOB_TITLES, namedLists } from './namedLists.mts';
import { personFrom, setManager, type Address, type Person, type PersonFacts } from './person.mts';
import { filled, SITES, type Site } from './places.mts';
import { Random } from './random.mts';
import { personIn, SCENARIOS } from './scenarios.mts';
import type { ParticularFacts } from './scenarios/plan.mts';

export type { Person } from './person.mts';

const LISTS = namedLists();

const idsOf = (list: string) =>
	(LISTS.get(list) ?? []).filter((item) => !item.archived).map((item) => String(item.id));

const titleId = (label: string) =>
	String(LISTS.get('title')?.find((item) => item.name === label)?.id ?? label);

const ORDINARY_TITLES = JOB_TITLES.split(', ').slice(0, -3).map(titleId);

const asciiOf = (name: string) =>
	name
		.normalize('NFD')
		.toLowerCase()
		.replace(/ß/g, 'ss')
		.replace(/[łı]/g, (letter) => (letter === 'ł' ? 'l' : 'i'))
		.replace(/[^a-z]/g, '');

function addressNear(site: Site, random: Random): Address {
	const town = random.pick(site.towns);
	return {
		line1: `${String(random.between(1, 190))} ${random.pick(site.streets)}`,
		line2: random.chance(0.25) ? `Apartment ${String(random.between(1, 40))}` : null,
		city: town.name,
		postCode: filled(town.postCodePattern, random),
		usaState: town.state,
		country: site.country,
	};
}

/** Invents people one after the other; the same seed invents the same people. */
class Inventor {
	private readonly random: Random;
	private readonly today: string;
	private readonly newYear: string;
	private readonly takenEmails = new Set<string>();
	private readonly takenIds = new Set<string>();
	private count = 0;

	constructor(seed: number, today: string) {
		this.random = new Random(seed);
		this.today = today;
		// Filler people hang on the year, not the day, so that a company is the same tomorrow.
		this.newYear = `${String(yearOf(today))}-01-01`;
	}

	private id(): string {
		for (;;) {
			const id = this.random.pick(['3', '4']) + this.random.digits(18);
			if (this.takenIds.has(id)) continue;
			this.takenIds.add(id);
			return id;
		}
	}

	private email(firstName: string, surname: string): string {
		const domain = this.random.chance(0.9) ? 'example.com' : 'example.org';
		const name = `${asciiOf(firstName)}.${asciiOf(surname)}`;
		for (let number = 1; ; number += 1) {
			const email = `${name}${number === 1 ? '' : String(number)}@${domain}`;
			if (this.takenEmails.has(email)) continue;
			this.takenEmails.add(email);
			return email;
		}
	}

	private birthDate(): string {
		const year = yearOf(this.today) - this.random.between(21, 63);
		return plus(`${String(year)}-01-01`, { days: this.random.between(0, 364) }).replace(
			/02-29$/,
			'03-01',
		);
	}

	/** Someone with nothing odd about them, who began at some time in the fifteen years before this one. */
	ordinary(): PersonFacts {
		const { random } = this;
		const site = random.pick(SITES);
		const firstName = random.pick(site.firstNames);
		const surname = random.pick(site.surnames);
		const startDate = plus(this.newYear, { days: -random.between(1, 15 * 365) });
		this.count += 1;
		return {
			scenario: 'filler',
			id: this.id(),
			employeeNumber: this.count,
			firstName,
			secondName: random.chance(0.15) ? random.pick(site.firstNames) : null,
			surname,
			email: null,
			birthDate: this.birthDate(),
			startDate,
			originalStartDate: startDate,
			status: 'Active',
			lifecycleStatus: 'Employed',
			terminationDate: null,
			lastDayOfWork: null,
			recentLeaveStartDate: null,
			recentLeaveEndDate: null,
			site,
			department: random.pick(idsOf('department')),
			title: random.pick(ORDINARY_TITLES),
			contract: random.chance(0.85) ? 'Full time' : 'Part time',
			employmentType: random.chance(0.9) ? 'Permanent' : 'Fixed term',
			address: random.chance(0.9) ? addressNear(site, random) : null,
			privateEmail: `${asciiOf(firstName)}${random.digits(4)}@example.org`,
			mobilePhone: random.chance(0.8) ? filled(site.phonePattern, random) : null,
			pronouns: random.chance(0.5) ? random.pick(idsOf('pronouns')) : null,
			hobbies: random.chance(0.4) ? [random.pick(idsOf('hobbies'))] : [],
			giftOptOut: random.chance(0.2) ? '1667499206102' : null,
			weddingAnniversary: random.chance(0.2)
				? plus(this.newYear, { days: -random.between(400, 7000) })
				: null,
		};
	}

	/** One of the many: most work, some have left, a few are on leave. */
	filler(): Person {
		const facts = this.ordinary();
		const { random } = this;
		const fate = random.next();
		if (fate < 0.12) {
			const leftOn = plus(facts.startDate, { days: random.between(30, 1500) });
			const terminationDate = leftOn < this.newYear ? leftOn : plus(this.newYear, { days: -1 });
			Object.assign(facts, {
				status: 'Inactive',
				lifecycleStatus: 'Terminated',
				terminationDate,
				lastDayOfWork: terminationDate,
			});
		} else if (fate < 0.15) {
			Object.assign(facts, {
				status: random.chance(0.5) ? 'Active' : 'Inactive',
				lifecycleStatus: 'Leave',
				recentLeaveStartDate: plus(this.newYear, { days: -14 }),
			});
		}
		if (random.chance(0.03)) facts.birthDate = null;
		return this.person(facts, random.chance(0.03) ? null : undefined);
	}

	/** Someone of a scenario. What the plan leaves open keeps away from today. */
	particular(scenario: string, particulars: ParticularFacts): Person {
		const ordinary = this.ordinary();
		const startDate = plus(this.today, { days: -(365 * 3 + 40 + (this.count % 60)) });
		const facts = {
			...ordinary,
			birthDate: this.birthdayAwayFromToday(),
			startDate,
			secondName: null,
			giftOptOut: null,
			privateEmail: `${asciiOf(particulars.firstName) || 'private'}${this.random.digits(4)}@example.org`,
			address: addressNear(ordinary.site, this.random),
			...particulars,
			scenario,
		};
		facts.originalStartDate = particulars.originalStartDate ?? facts.startDate;
		if (particulars.title) facts.title = titleId(particulars.title);
		return this.person(facts, particulars.email);
	}

	private birthdayAwayFromToday(): string {
		const date = plus(this.today, { years: -33, days: 60 + (this.count % 150) });
		return /02-2[89]$/.test(date) ? plus(date, { days: 5 }) : date;
	}

	private person(facts: PersonFacts, email: string | null | undefined): Person {
		const address = email === undefined ? this.email(facts.firstName, facts.surname) : email;
		return personFrom({ ...facts, email: address }, this.today);
	}

	/** Gives everybody a manager: the head of the company, one of its eight directors, or a team lead. */
	arrange(people: Person[], fillers: Person[]): void {
		const head = personIn(people, 'reportsToNobody');
		const noEmail = personIn(people, 'managerWithoutEmail');
		const employed = fillers.filter((person) => person['internal.status'] === 'Active');
		const directors = employed.slice(0, 8);
		const leads = employed.slice(8, 38);
		for (const director of directors) director['work.title'] = titleId('Director');
		for (const lead of leads) lead['work.title'] = titleId('Team Lead');
		for (const person of [...directors, noEmail]) setManager(person, head);
		for (const lead of leads) setManager(lead, this.random.pick(directors));
		const placed = new Set([head, noEmail, ...directors, ...leads]);
		for (const person of people.filter((candidate) => !placed.has(candidate))) {
			const managers = leads.length > 0 ? leads : [head];
			const manager = this.random.pick(managers);
			setManager(person, person.scenario === 'reportsToManagerWithoutEmail' ? noEmail : manager);
		}
	}
}

/** The company invented last, and from what: most tests start the same one many times. */
let latest: { from: string; people: readonly Person[] } | undefined;

/**
 * A company as it stands on a date: every scenario, relative to that date, and filler people up to `size`
 * (300 unless told; never less than the scenarios need).
 * @param today yyyy-MM-dd
 * @throws RangeError when `today` is no date
 */
export function companyOn(today: string, options: { seed?: number; size?: number } = {}): Person[] {
	if (!isCivilDate(today)) throw new RangeError(`${today} is not a date of the form yyyy-MM-dd`);
	const { seed = 2026, size = 300 } = options;
	const from = JSON.stringify([today, seed, size]);
	if (latest?.from !== from) latest = { from, people: inventCompany(today, seed, size) };
	return structuredClone([...latest.people]);
}

function inventCompany(today: string, seed: number, size: number): Person[] {
	const inventor = new Inventor(seed, today);
	const particular = Object.entries(SCENARIOS).flatMap(([scenario, plan]) =>
		plan.people(today).map((facts) => inventor.particular(scenario, facts)),
	);
	const missing = Math.max(0, size - particular.length);
	const fillers = Array.from({ length: missing }, () => inventor.filler());
	// HiBob documents no order: in the middle, nobody finds a scenario by luck of place.
	const middle = Math.floor(missing / 2);
	const people = [...fillers.slice(0, middle), ...particular, ...fillers.slice(middle)];
	inventor.arrange(people, fillers);
	return people;
}
