import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import { whoMattersOn } from '../../sandbox/hibob/today.mts';

type Person = HiBobSandbox['people'][number];

/** What HiBob answers for one person of the day, and never should. */
const BAD: readonly (readonly [field: string, value: unknown])[] = [
	['personal.shortBirthDate', '31-02'],
	['root.firstName', 17],
	['work.startDate', 'TBD'],
	['personal.shortBirthDate', 1123],
	['internal.terminationDate', 'soon'],
	['root.email', 4420],
	['work.startDate', '2021-05-04T00:00:00Z'],
	['personal.shortBirthDate', '00-00'],
];

/** Bad records, one a day: somebody’s whose birthday it is, and somebody’s of another day, in turn. */
export class BadRecords {
	private count = 0;

	/** Repairs the record that is damaged. */
	repair: () => void = () => undefined;

	/** Damages a record of the day. */
	damage(day: string, people: readonly Person[]): void {
		const born = new Set(
			whoMattersOn(day, people)
				.filter(({ gift, occasion }) => gift && occasion === 'birthday')
				.map(({ person }) => person),
		);
		const candidates = people.filter((person) => born.has(person) === (this.count % 2 === 0));
		const person = candidates[this.count % Math.max(1, candidates.length)];
		const [field, value] = BAD[this.count % BAD.length] ?? ['root.firstName', 17];
		this.count += 1;
		if (!person) return;
		const right: unknown = Reflect.get(person, field);
		Reflect.set(person, field, value);
		this.repair = () => {
			Reflect.set(person, field, right);
		};
	}
}
