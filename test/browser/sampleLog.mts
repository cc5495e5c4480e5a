import { plus } from '../../sandbox/hibob/dates.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';

/** Rows of the tables that the gift workflows fill, as they are after two months. */

/** How much goes wrong: nearly all gifts arrive, or each outcome comes as often as any other. */
export type Luck = 'ordinary' | 'every outcome';

const DELIVERED = {
	outcome: 'sent',
	status: 'delivered',
	cost: '25',
	currency: 'EUR',
	approved_by: 'Dana Bar',
};
const OUTCOMES: readonly object[] = [
	DELIVERED,
	{ outcome: 'sent', cost: '30', currency: 'GBP' },
	{ outcome: 'skipped', reason: 'terminated', explanation: 'Left on 2026-03-03' },
	{
		outcome: 'pendingReview',
		explanation: 'Reachdesk holds the gift: wallet has insufficient funds',
	},
	{
		outcome: 'refused',
		explanation: 'Reachdesk rejected the API token (401). Check the token',
	},
	{
		outcome: 'paused',
		explanation: "Nothing was sent: 'Sending' is Paused in the Reachdesk credential",
	},
	{ outcome: 'awaitingApproval' },
	{ outcome: 'held', explanation: 'Dana Bar put it on hold: moves to another team' },
	{ outcome: 'optedOut', explanation: 'They asked for no gifts' },
	{ outcome: 'skipped', reason: 'missed', explanation: 'Due, and no run succeeded within 7 days' },
];

const outcomeOf = (index: number, luck: Luck): object | undefined =>
	luck === 'ordinary' && index % 4 !== 3 ? DELIVERED : OUTCOMES[index % OUTCOMES.length];

/** Gifts of two months, one on every other day, three today. */
export function giftRows(today: string, names: readonly string[], luck: Luck): object[] {
	return Array.from({ length: 32 }, (_, index) => {
		const day = plus(today, { days: -Math.max(0, index - 2) * 2 });
		const occasion = ['birthday', 'workAnniversary', 'startDate'][index % 3];
		return {
			...{ key: `gift ${String(index)}`, name: names[index % names.length], occasion },
			...{ occasion_date: day, due_date: day, run_day: day, campaign: '1501' },
			...(occasion === 'workAnniversary' ? { years: '5' } : {}),
			...outcomeOf(index, luck),
		};
	});
}

/** The last runs of two workflows, of which one is late and one needs a person. */
export const runRows = (today: string): object[] => [
	{
		workflow: 'Birthday gift',
		trigger: 'HiBob Employees',
		completed_at: `${plus(today, { days: -2 })}T07:00:12.000Z`,
		due: '4',
	},
	{
		workflow: 'Work anniversary gift',
		completed_at: new Date().toISOString(),
		due: '1',
		message: '1 of 3 gifts needs you: 1 waits for review in Reachdesk',
	},
];

/** Somebody ordinary of the company. */
export function somebody({ people }: Pick<HiBobSandbox, 'people'>): {
	id: string;
	name: string;
	email: string;
} {
	const person = people.find(
		({ scenario, ...fields }) =>
			scenario === 'filler' &&
			fields['internal.status'] === 'Active' &&
			fields['internal.terminationDate'] === null &&
			fields['root.email'] !== null,
	);
	if (person === undefined) throw new Error('The sandbox has nobody ordinary.');
	const { 'root.id': id, 'root.displayName': name, 'root.email': email } = person;
	return { id, name, email: email ?? '' };
}

/** What the Gift Log knows of one person. */
export function rowsOf({ id, name }: { id: string; name: string }, today: string): object[] {
	const person = { employee_id: id, name };
	return [
		{
			...person,
			...{ key: `hibob:${id}:birthday:${today.slice(0, 4)}`, occasion: 'birthday' },
			...{ occasion_date: plus(today, { days: -20 }), due_date: plus(today, { days: -20 }) },
			...{ run_day: plus(today, { days: -20 }), campaign: '1501', send_id: '88001' },
			...DELIVERED,
		},
		{
			...person,
			...{ key: `hibob:${id}:workAnniversary:${today.slice(0, 4)}`, years: '5' },
			...{ occasion: 'workAnniversary', occasion_date: today, due_date: today, run_day: today },
			...{ campaign: '1605', outcome: 'held', explanation: 'Dana Bar: moves to another team' },
		},
	];
}
