import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';

/** Who works there; whatever is not said is as for everybody else. */
interface Someone {
	id: string;
	birthday: string;
	startDate: string;
	status?: 'Active' | 'Inactive';
	terminationDate?: string;
	title?: string;
}

/**
 * A company of seven, written down once, so that a state that an earlier version left about them can
 * be written down too.
 */
export const SMALL_COMPANY: readonly Someone[] = [
	// came out on the 20th, with the version before
	{ id: '3332883884017713901', birthday: '11-20', startDate: '2021-05-04' },
	// comes on the 25th, with the version after
	{ id: '3332883884017713902', birthday: '11-25', startDate: '2021-05-04' },
	// is due on the 22nd, and back from leave on the 25th
	{ id: '3332883884017713903', birthday: '11-22', startDate: '2021-05-04', status: 'Inactive' },
	// the anniversary came out on the 23rd
	{ id: '3332883884017713904', birthday: '06-15', startDate: '2020-11-23' },
	// whose id is no number
	{ id: 'e-1005', birthday: '11-24', startDate: '2021-05-04' },
	// leaves on the 24th
	{
		id: '3332883884017713906',
		birthday: '11-26',
		startDate: '2021-05-04',
		terminationDate: '2026-11-24',
	},
	// comes on the 28th, and has another title by then
	{ id: '3332883884017713907', birthday: '11-28', startDate: '2021-05-04' },
];

const record = ({ id, birthday, startDate, status, terminationDate, title }: Someone) => ({
	id,
	email: `${id}@work.example`,
	firstName: 'Noa',
	surname: `Levi ${id.slice(-1)}`,
	displayName: `Noa Levi ${id.slice(-1)}`,
	work: {
		title: title ?? 'Baker',
		department: 'Kitchen',
		site: 'London',
		reportsTo: null,
		startDate,
	},
	internal: {
		status: status ?? 'Active',
		lifecycleStatus: status === 'Inactive' ? 'Leave' : 'Employed',
		terminationDate: terminationDate ?? null,
	},
	personal: { shortBirthDate: birthday },
});

/** Lets HiBob answer with this company from now on, whatever it is asked for. */
export function answerWith(hibob: HiBobSandbox, company: readonly Someone[]): void {
	hibob.faults.clear();
	hibob.faults.add({
		path: '/v1/people/search',
		fault: {
			kind: 'status',
			when: 'before',
			status: 200,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ employees: company.map(record) }),
		},
	});
}
