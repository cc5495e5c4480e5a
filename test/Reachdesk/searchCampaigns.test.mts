import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
	jest,
} from '@jest/globals';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { giftNode } from '../hostile/reachdeskNode.mts';
import { listedBy } from '../n8nCore.mts';
import { answerOnce } from '../sandbox/hibobClient.mts';
import { onePageOf } from './transport/pagedList.mts';

const MINUTE = 60_000;
let reachdesk: ReachdeskSandbox;
let now = Date.parse('2026-11-23T09:00:00Z');
let add: (campaignId: number, minutesAgo?: number) => void;

beforeAll(async () => {
	reachdesk = await startReachdesk({ now: () => now });
	add = (campaignId, minutesAgo = 0) => {
		const createdAt = new Date(now - minutesAgo * MINUTE).toISOString();
		reachdesk.addPastSend({ email: 'ada@example.com', campaignId, createdAt });
	};
});
afterAll(async () => {
	await reachdesk.stop();
});
beforeEach(() => {
	// what was kept in memory is out of date by now
	now += 10 * MINUTE;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	reachdesk.sends.length = 0;
	reachdesk.requests.length = 0;
	reachdesk.faults.clear();
});
afterEach(() => {
	jest.restoreAllMocks();
});

const search = async (filter?: string) =>
	(await listedBy(giftNode(reachdesk), 'searchCampaigns', filter)).map(({ value }) => value);

describe('the campaigns to choose from', () => {
	it('are those of recent sends, each once, by name', async () => {
		for (const id of [1701, 1501, 1701]) add(id);
		const listed = await listedBy(giftNode(reachdesk), 'searchCampaigns');
		const names = reachdesk.campaigns
			.filter(({ id }) => id === 1501 || id === 1701)
			.map(({ id, name }) => ({ name: `${name} (${String(id)})`, value: String(id) }))
			.sort((one, other) => one.name.localeCompare(other.name));
		expect(listed).toEqual(names);
	});

	it('are found by a part of the name, whatever its case, or of the id', async () => {
		for (const id of [1701, 1501]) add(id);
		const { name = '' } = reachdesk.campaigns.find(({ id }) => id === 1701) ?? {};
		expect(await search(` ${name.slice(0, 5).toUpperCase()} `)).toContain('1701');
		expect(await search('701')).toEqual(['1701']);
		expect(await search('no such name')).toEqual([]);
	});

	it('are those of the last 90 days', async () => {
		add(1501, 89 * 24 * 60);
		add(1701, 93 * 24 * 60);
		expect(await search()).toEqual(['1501']);
	});

	it('say what to do when there are none yet', async () => {
		await expect(search()).rejects.toMatchObject({
			message: expect.stringMatching(/no gifts from the last 90 days.* Choose 'By URL'/),
			description: 'A campaign appears in this list after its first gift',
		});
	});

	it('are named by their number where Reachdesk gives no name', async () => {
		for (const name of [undefined, null, 7]) {
			now += 10 * MINUTE;
			const row = { id: 1, email: 'ada@example.com', campaign: { id: 1503, name } };
			const page = onePageOf([{ ...row, created_at: new Date(now).toISOString() }]);
			answerOnce(reachdesk, page);
			expect(await listedBy(giftNode(reachdesk), 'searchCampaigns')).toEqual([
				{ name: 'Campaign 1503 (1503)', value: '1503' },
			]);
		}
	});

	it('are read once a minute, not at each keystroke', async () => {
		for (let send = 0; send < 250; send++) add(1501, send);
		for (const typed of ['', 'b', 'bi', 'bir', 'birt', 'birth']) await search(typed);
		expect(reachdesk.requests).toHaveLength(3);
		now += MINUTE - 1;
		await search('birthd');
		expect(reachdesk.requests).toHaveLength(3);
		add(1701);
		now += 1;
		expect((await search()).sort()).toEqual(['1501', '1701']);
		expect(reachdesk.requests).toHaveLength(6);
	});

	it('are read once for keystrokes that come at the same time', async () => {
		add(1501);
		expect(await Promise.all([search(''), search('1'), search('15')])).toEqual(
			Array(3).fill(['1501']),
		);
		expect(reachdesk.requests).toHaveLength(1);
	});

	it('are those of the latest four pages of sends at most', async () => {
		for (let send = 0; send < 600; send++) add(1501, send);
		add(1701, 700);
		expect(await search()).toEqual(['1501']);
		expect(reachdesk.requests).toHaveLength(4);
	});

	it('are kept apart for each credential', async () => {
		add(1501);
		expect(await search()).toEqual(['1501']);
		const other = await startReachdesk({ now: () => now });
		const listed = listedBy(giftNode(other), 'searchCampaigns');
		await expect(listed).rejects.toThrow('no campaign to choose from');
		await other.stop();
	});

	it('are asked for again after an error, which is told', async () => {
		add(1501);
		reachdesk.faults.add({ times: 1, fault: { kind: 'status', when: 'before', status: 500 } });
		await expect(search()).rejects.toThrow('The list of sends could not be read');
		expect(await search()).toEqual(['1501']);
	});
});
