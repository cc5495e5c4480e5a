import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { companyOn } from '../../sandbox/hibob/people.mts';
import type { Person } from '../../sandbox/hibob/people.mts';
import type { Execution } from '../../sandbox/n8n/host.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { layBirthdays } from './company.mts';
import { isClean, Ledger } from './ledger.mts';

const DAY = '2026-12-01';
const CAMPAIGN = 1501;

let reachdesk: ReachdeskSandbox;
let people: Person[];
let ledger: Ledger;

beforeEach(async () => {
	reachdesk = await startReachdesk();
	people = companyOn(DAY, { size: 160 });
	layBirthdays(people, [{ day: DAY, gifts: 2 }]);
	ledger = new Ledger();
	ledger.noteDay(DAY, people, { mayBeLate: true });
});
afterEach(async () => {
	await reachdesk.stop();
});

const born = (): Person[] =>
	people.filter((person) => person['personal.shortBirthDate'] === DAY.slice(5));
const stayers = (): Person[] =>
	born().filter(
		(person) =>
			person['internal.status'] === 'Active' &&
			person['internal.terminationDate'] === null &&
			person['root.email'] !== null,
	);
const leaver = (): Person | undefined =>
	born().find((person) => person['internal.terminationDate'] === DAY);

const send = (person: Person | undefined, day: string): void => {
	const createdAt = `${day}T07:00:05.000Z`;
	reachdesk.addPastSend({ email: person?.['root.email'] ?? '', campaignId: CAMPAIGN, createdAt });
};
const sendToEveryoneDue = (): void => {
	for (const person of [...stayers(), leaver()]) send(person, DAY);
};

/** An execution in which Send Gift said this of the gift of a person. */
const executionThatHolds = (person: Person | undefined, explanation: string): Execution => ({
	id: '7',
	workflowId: 'w',
	status: 'success',
	mode: 'trigger',
	startedAt: undefined,
	stoppedAt: undefined,
	error: undefined,
	nodeNames: ['Send Gift'],
	runs: {
		'Send Gift': [
			{
				status: 'success',
				error: undefined,
				outputs: [
					[
						{
							json: {
								key: `hibob:${person?.['root.id'] ?? ''}:birthday:2026`,
								outcome: 'unconfirmed',
								explanation,
							},
						},
					],
				],
			},
		],
	},
});

describe('the ledger', () => {
	it('finds nothing wrong when everyone who is due got one gift', () => {
		sendToEveryoneDue();
		const tally = ledger.tally(reachdesk.sends);
		expect(tally).toMatchObject({ due: 3, sent: 3, lost: [], duplicates: [], wrong: [] });
		expect(isClean(tally)).toBe(true);
	});

	it('finds a gift that was made twice', () => {
		sendToEveryoneDue();
		send(stayers()[0], '2026-12-02');
		const tally = ledger.tally(reachdesk.sends);
		expect(tally.duplicates).toEqual([expect.stringContaining('was made 2 times')]);
		expect(isClean(tally)).toBe(false);
	});

	it('finds a gift that was never made', () => {
		send(stayers()[0], DAY);
		send(leaver(), DAY);
		const tally = ledger.tally(reachdesk.sends);
		expect(tally.lost).toEqual([expect.stringContaining(stayers()[1]?.['root.id'] ?? 'nobody')]);
		expect(isClean(tally)).toBe(false);
	});

	it('tells a gift that is held from one that is lost, and wants a reason for it', () => {
		send(stayers()[0], DAY);
		send(leaver(), DAY);
		ledger.noteExecution(executionThatHolds(stayers()[1], 'Nobody knows'));
		expect(ledger.tally(reachdesk.sends)).toMatchObject({
			lost: [],
			heldInTheEnd: [{ explanation: 'Nobody knows' }],
			heldWithoutReason: [],
		});
		ledger.noteExecution(executionThatHolds(stayers()[1], ' '));
		const tally = ledger.tally(reachdesk.sends);
		expect(tally.heldWithoutReason).toHaveLength(1);
		expect(isClean(tally)).toBe(false);
	});

	it.each([
		['someone without a birthday', () => people.find((one) => !born().includes(one)), DAY],
		['someone who left yesterday', () => trap('Terminated'), DAY],
		['someone who has not started', () => trap('Hired'), DAY],
		['someone on inactive leave', () => trap('Leave'), DAY],
		['someone whose last day has passed', leaver, '2026-12-02'],
		['someone whose birthday is to come', () => stayers()[0], '2026-11-30'],
		['someone whose birthday is longer ago than a week', () => stayers()[0], '2026-12-09'],
	])('finds a gift to %s', (_, person, day) => {
		send(person(), day);
		const tally = ledger.tally(reachdesk.sends);
		expect(tally.wrong).toHaveLength(1);
		expect(isClean(tally)).toBe(false);
	});

	it('does not count as lost whoever left before a late gift', () => {
		for (const person of stayers()) send(person, DAY);
		expect(ledger.tally(reachdesk.sends)).toMatchObject({
			lost: [],
			leftMeanwhile: [expect.any(String)],
		});
	});

	it('counts the days that a gift was late', () => {
		send(stayers()[0], '2026-12-03');
		expect(ledger.tally(reachdesk.sends).lateness).toEqual(new Map([[2, 1]]));
	});
});

const trap = (lifecycle: string): Person | undefined =>
	born().find((person) => person['internal.lifecycleStatus'] === lifecycle);
