import { describe, expect, it } from '@jest/globals';
import { runCodeNode } from './codeNode.mts';

type Json = Record<string, unknown>;

const NOW = '2026-11-26T09:12:00Z';
const SETTINGS = { config: { days: 30, timeZone: 'UTC', campaigns: { birthday: '1501' } } };
const READY = {
	purpose: 'Birthday',
	ready: true,
	employees: 214,
	notReadable: [],
	grant: null,
	note: null,
};
const DUE = { event: 'birthday', employeeId: '1', displayName: 'Ada Lovelace', eligible: true };
const line = (check: string, status: string, finding: string, more: Json = {}): Json => ({
	...{ check, status, finding, remedy: null, campaignId: null, gifts: null },
	...{ amount: null, currency: null },
	...more,
});
const FINE = line('API Token', 'fine', 'Reachdesk accepts the API token');

interface Asked {
	access?: Json[];
	upcoming?: Json[];
	setup?: Json[];
}

const nodesFor = ({ access = [READY], upcoming = [DUE], setup = [FINE] }: Asked) => ({
	'Check Settings': [SETTINGS],
	'HiBob Access': access,
	'Upcoming Occasions': upcoming,
	'Reachdesk Setup': setup,
});

const checklist = (asked: Asked = {}): Json[] =>
	runCodeNode('go-live-check', 'Checklist', { now: NOW, nodes: nodesFor(asked) });

const of = (lines: Json[], area: string) =>
	lines
		.filter((one) => one.area === area)
		.map(({ check, status, finding }) => [check, status, finding]);

/** The parts of the page, by name. */
function words(asked: Asked = {}): Record<string, string> {
	const [parts = {}] = runCodeNode('go-live-check', 'Page Parts', {
		...{ now: NOW, nodes: nodesFor(asked), input: checklist(asked) },
	});
	return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, String(text)]));
}

describe('the checklist', () => {
	it('says what the service user lacks, and what it may hide', () => {
		const lacks = { ...READY, ready: false, notReadable: [{ field: 'personal.shortBirthDate' }] };
		const nobody = { ...READY, ready: false, employees: 0 };
		const hides = { ...READY, note: 'HiBob showed nobody who is Hired' };
		const lines = of(checklist({ access: [lacks, nobody, hides] }), 'HiBob');
		expect(lines.slice(0, 3)).toEqual([
			['Birthday', 'stop', 'The service user has no permission to view personal.shortBirthDate'],
			['Birthday', 'stop', 'The service user sees nobody'],
			['Birthday', 'warning', 'The service user sees 214 employees and everything that this needs'],
		]);
	});

	it('counts who is due and who is skipped, and names nobody', () => {
		const skipped = (reason: string) => ({ ...DUE, eligible: false, reason });
		const upcoming = [
			...[DUE, { ...DUE, employeeId: '2', event: 'startDate' }, { ...DUE, event: 'startDate' }],
			...[skipped('terminated'), skipped('noEmail'), skipped('noEmail')],
		];
		const lines = checklist({ upcoming });
		expect(of(lines, 'HiBob').slice(1)).toEqual([
			[
				'Occasions',
				'fine',
				'3 occasions of 2 people in the next 30 days: 2 first days, 1 birthday',
			],
			['Skipped', 'fine', '1 occasion is skipped by the rules: 1 left'],
			[
				'Skipped',
				'warning',
				'2 occasions are skipped because HiBob returned too little data: 2 without an email address',
			],
		]);
		expect(JSON.stringify(lines)).not.toContain('Ada');
	});

	it('warns when nobody is due', () => {
		expect(of(checklist({ upcoming: [{}] }), 'HiBob').slice(1)).toEqual([
			['Occasions', 'warning', 'Nobody has an occasion in the next 30 days'],
		]);
	});

	it('makes a stop of each node that failed, and goes on', () => {
		const failed = [{ error: 'It is down (503). Try again' }];
		const lines = checklist({ access: failed, upcoming: failed, setup: failed });
		expect([...of(lines, 'HiBob'), ...of(lines, 'Reachdesk')]).toEqual([
			['Access', 'stop', 'It is down (503). Try again'],
			['Occasions', 'stop', 'It is down (503). Try again'],
			['Setup', 'stop', 'It is down (503). Try again'],
		]);
		expect(of(lines, 'You').length).toBeGreaterThan(8);
	});

	it('speaks of its own settings where the node speaks of its fields', () => {
		const remedy = "set their campaign in 'Campaign of the Item', or add it to 'Campaigns'";
		const [told] = checklist({ setup: [{ ...FINE, remedy }] }).filter(
			({ area }) => area === 'Reachdesk',
		);
		expect(told?.remedy).toBe('set their campaign in Check Settings, or add it to Check Settings');
		const empty = [{ error: "'Campaigns' is empty. Enter the numbers" }];
		expect(of(checklist({ setup: empty }), 'Reachdesk')).toEqual([
			['Campaigns', 'stop', 'No campaign is entered in Check Settings'],
		]);
	});

	it('asks a person for what no API tells, with the cost', () => {
		const costs = [
			line('Planned Cost', 'fine', 'x', { amount: '91.00', currency: 'EUR', gifts: 2 }),
			line('Planned Cost', 'fine', 'x', { amount: '1150.50', currency: 'USD', gifts: 12 }),
		];
		const told = of(checklist({ setup: costs }), 'You');
		expect(told.every(([, status]) => status === 'you')).toBe(true);
		expect(JSON.stringify(told)).toContain('about 91.00 EUR and 1150.50 USD in the next 30 days');
		expect(JSON.stringify(told)).toContain('switched off in Reachdesk');
	});
});

describe('the page', () => {
	it.each([
		[
			'a stop',
			[line('Sender', 'stop', 'No'), line('Wallet', 'warning', 'No')],
			'Not yet: 1 thing stops you',
		],
		['a warning', [line('Wallet', 'warning', 'No')], 'Look at 1 warning'],
		['neither', [FINE], 'Tick off what only you can check.'],
	])('begins with the verdict: %s', (_, setup, verdict) => {
		expect(words({ setup }).verdict).toContain(verdict);
	});

	it('shows each currency by itself', () => {
		const { cost } = words({
			setup: [
				line('Planned Cost', 'fine', 'x', { amount: '91.00', currency: 'EUR', gifts: 2 }),
				line('Planned Cost', 'fine', 'x', { amount: '1150.50', currency: 'USD', gifts: 1 }),
				line('Planned Cost', 'warning', '3 gifts are not counted', { gifts: 3 }),
			],
		});
		expect(cost).toContain('<strong>€91.00</strong> <span>2 gifts</span>');
		expect(cost).toContain('1,150.50</strong> <span>1 gift</span>');
		expect(cost).toContain('Some are not counted');
	});

	it('escapes what comes from outside, and links to Reachdesk alone', () => {
		const finding = `"<img src=x onerror=alert(1)>" {{ $json.x }} \`\${x}\` https://evil.example/campaigns/1/settings`;
		const remedy = 'Open https://app.reachdesk.com/campaigns/1999/settings';
		const { checks = '' } = words({ setup: [line('Campaign', 'warning', finding, { remedy })] });
		expect(checks).not.toMatch(/<img|\{\{|\$|`/);
		expect(checks.match(/<a /g)).toHaveLength(1);
		expect(checks).toContain(
			'<a href="https://app.reachdesk.com/campaigns/1999/settings" target="_blank" rel="noopener noreferrer">',
		);
	});

	it('lets no name turn the sentence around it', () => {
		const finding = '"נועה\u202e" (1801) sent 2 gifts on 2026-11-20';
		const { checks = '' } = words({ setup: [line('Other Campaigns', 'warning', finding)] });
		expect(checks).toContain(
			'<bdi dir="ltr">&#34;<bdi>נועה</bdi>&#34; (1801) sent 2 gifts on 20 November 2026.</bdi>',
		);
	});

	it('has a box for each warning and each thing of a person, with ids of their own', () => {
		const twice = line('Planned Cost', 'warning', 'Not counted');
		const { checks = '', yours = '' } = words({ setup: [FINE, twice, twice] });
		const ids = Array.from(`${checks}${yours}`.matchAll(/checkbox" id="([^"]*)"/g), ([, id]) => id);
		expect(ids).toHaveLength(2 + of(checklist(), 'You').length);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toContain('reachdesk-planned-cost-warning-2');
	});
});
