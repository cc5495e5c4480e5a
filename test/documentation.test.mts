import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { EXCLUSION_REASONS } from '../nodes/HiBob/employees/eligibility.ts';
import { FIELDS } from '../nodes/HiBob/employees/fields.ts';
import { OUTCOMES } from '../nodes/Reachdesk/gifts/outcome.ts';

import { isFigure, isSourced, remarksIn, sentencesIn, unsourced } from './figures.mts';

/** What can be held against the code in the documentation. */

const PROJECT = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');
const PAGES = [
	...readdirSync(PROJECT).filter((file) => file.endsWith('.md')),
	...readdirSync(path.join(PROJECT, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];

describe.each(PAGES)('%s', (page) => {
	test('links to nothing that is missing', () => {
		const links = Array.from(read(page).matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link);
		const missing = links
			.filter((link) => !/^(?:https?:|mailto:|#)/.test(link))
			.map((link) => link.split('#')[0] ?? '')
			.filter((link) => !existsSync(path.join(PROJECT, path.dirname(page), link)));
		expect(missing).toEqual([]);
	});

	test('names no source file or npm script that is missing', () => {
		const text = read(page);
		const files = Array.from(
			text.matchAll(/`((?:nodes|test|sandbox|workflows|docs)\/[\w./-]*\.(?:m?ts|json|md))`/g),
			([, file = '']) => file,
		);
		expect(files.filter((file) => !existsSync(path.join(PROJECT, file)))).toEqual([]);
		const scripts = Array.from(text.matchAll(/`npm run ([\w:]+)/g), ([, script = '']) => script);
		const manifest = read('package.json');
		expect(scripts.filter((script) => !manifest.includes(`"${script}":`))).toEqual([]);
	});
});

test('docs/rules.md names each reason for which somebody is left out, and no other', () => {
	const rows = Array.from(
		read('docs/rules.md').matchAll(/\| `(\w+)`\s*\|/g),
		([, reason]) => reason,
	);
	expect([...new Set(rows)].sort()).toEqual([...EXCLUSION_REASONS].sort());
});

test('docs/reachdesk.md tells each outcome of a gift, and no other', () => {
	const [, section = ''] = read('docs/reachdesk.md').split('## Outcomes');
	const [table = ''] = section.split('With it come');
	const words = Array.from(table.matchAll(/^\| `(\w+)`/gm), ([, word]) => word);
	expect(words.sort()).toEqual([...OUTCOMES].sort());
});

test('docs/permissions.md names each field with its category, and no other', () => {
	const rows = read('docs/permissions.md')
		.split('\n')
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.flatMap(([, , fields = '', category = '']) =>
			Array.from(
				fields.matchAll(/`([\w.]+\.\w+)`/g),
				([, field]) => `${String(field)}: ${category}`,
			),
		);
	const known = Object.values(FIELDS).map(({ id, category }) => `${id}: ${category}`);
	expect([...new Set(rows)].sort()).toEqual(known.sort());
});

describe('a figure about HiBob or Reachdesk', () => {
	/** Pages that a run of ours has written, with what it has measured. */
	const MEASURED = new Set([
		'docs/bench.md',
		'docs/compatibility.md',
		'docs/fault-run.md',
		'docs/queue-run.md',
	]);

	/** Sentences that name a service and a figure that is none of the service's: whose it is instead. */
	const OWN: readonly [file: string, begin: string, whose: string][] = [
		['README.md', 'what the next 30 days will cost', 'the span of a workflow of ours'],
		['README.md', 'sends a gift or thousands', 'no limit, but what the node takes'],
		['docs/guarantees.md', '12,000 recipients, a lost answer', 'the size of a test of ours'],
		['docs/guarantees.md', 'is read 3, 13 and 33 seconds later', 'when our node looks'],
		['docs/guarantees.md', 'is read 3, 13, 33 and 63 seconds later', 'when our node looks'],
		['docs/guarantees.md', 'With 50,000 employees and three occasions', 'worked out, and tested'],
		['docs/guarantees.md', 'runs 15 to 20 times faster', 'the clock of a test of ours'],
		['docs/migrating.md', 'a preview of the next 30 days', 'the span of a workflow of ours'],
		['docs/reachdesk.md', 'keeps its turn for 15 minutes', 'a lease of our node'],
		['docs/reachdesk.md', '20 a day at most', 'a setting of ours'],
		['docs/rules.md', 'day by day over ten years', 'the span of a test of ours'],
		['docs/scale.md', '0.15 s in n8n', 'measured by our benchmark'],
		['docs/scale.md', 'at most 32 characters a watched gift', 'our own saved state, tested'],
		['docs/workflows.md', '"3 of 19 gifts need you', 'an example of a message of ours'],
		[
			'docs/workflows.md',
			'the Reachdesk token has expired',
			'when a message of ours comes, tested',
		],
		[
			'docs/workflows.md',
			'HiBob refuses (403) for three days',
			'when a message of ours comes, tested',
		],
		['docs/workflows.md', 'email and Reachdesk are down', 'when a message of ours comes, tested'],
		['nodes/HiBob/transport/rateLimit.ts', 'for five minutes at most', 'how long our node waits'],
		['nodes/HiBob/occasions/rememberedKeys.ts', '48 bits.', 'worked out, and tested'],
		[
			'nodes/Reachdesk/resources/gift/giftFieldProperties.ts',
			'In a node of version 1',
			'no figure',
		],
		['workflows/gift-alerts.json', '3 of 19 gifts need you', 'an example of a message of ours'],
		['workflows/gift-history.json', 'asks HiBob, at most once in 5 minutes', 'our own pause'],
		['workflows/gift-history.json', 'as it was within the last 5 minutes', 'our own pause'],
		['workflows/go-live-check.json', 'in the next 30 days', 'the span of the workflow'],
		['workflows/my-gifts.json', 'at most 3 links an hour', 'our own limit'],
		[
			'nodes/Reachdesk/resources/gift/searchCampaigns.ts',
			'of the last 90 days',
			'how far our panel looks',
		],
	];

	const found = unsourced(
		PROJECT,
		PAGES.filter((page) => !MEASURED.has(page)),
	);

	test('names its source or is called an assumption', () => {
		const open = found.filter(
			({ file, text }) => !OWN.some(([own, begin]) => file === own && text.includes(begin)),
		);
		expect(open).toEqual([]);
	});

	test('is on the list of our own figures only where it stands', () => {
		const unused = OWN.filter(
			([file, begin]) => !found.some((one) => one.file === file && one.text.includes(begin)),
		);
		expect(unused).toEqual([]);
	});

	test.each([
		['Reachdesk lists a gift after 20 seconds.', false],
		['Reachdesk’s list lags by 20 s.', false],
		['HiBob blocks a caller after fifty refusals.', false],
		['HiBob lets a caller in again after 5 minutes.', false],
		['HiBob blocks a caller for five minutes.', false],
		['A bulk send takes 5,000 recipients.', false],
		['Reachdesk lists a gift after 20 seconds, as we assume.', true],
		['HiBob documents [50 requests a minute](https://apidocs.hibob.com/docs/rate-limit).', true],
		['POST /bulk_sends of Reachdesk takes 5,000 recipients (operation bulk-create).', true],
	])('is seen in: %s', (sentence, says) => {
		expect(sentencesIn(sentence).map((one) => [isFigure(one), isSourced(one)])).toEqual([
			[true, says],
		]);
	});

	test.each([
		'Reachdesk’s list is read over the last 30 days (_Look Back_).',
		'_Settle Time_ (15 minutes) passes before Reachdesk is asked again.',
		'n8n 2.40 asks HiBob `every 5 minutes`.',
		'A run over 50,000 employees takes a second.',
		'Without that, people get two gifts from Reachdesk.',
	])('is none in: %s', (sentence) => {
		expect(isFigure(sentence)).toBe(false);
	});

	test('is looked for in comments and in texts of the code', () => {
		const source = [
			'/**',
			' * Reachdesk lists a gift',
			' * after 20 seconds.',
			' */',
			"const text = 'HiBob takes 400 fields';",
			'// HiBob takes',
			'// 400 fields',
		].join('\n');
		expect(remarksIn(source).filter(isFigure)).toHaveLength(3);
	});
});

describe('what the README promises without a condition', () => {
	const ABSOLUTE = /\b(?:never|twice|nobody|no one|always|exactly once)\b/i;

	/** Sentences that hold without an assumption, or promise nothing: why. */
	const HOLDS: readonly [begin: string, why: string][] = [
		['**never run against a live account**', 'says what was not done'],
		['HiBob is never written to', 'the node has no request but reads; each test run counts them'],
		['**Nobody has to look.**', 'a heading; what follows says who is told'],
		['checks permissions. Never writes', 'the node has no request but reads'],
		['| Who leaves in the future stays in', 'a row of rules, with its test'],
	];

	const absolutes = sentencesIn(read('README.md')).filter((sentence) => ABSOLUTE.test(sentence));

	test('has its assumption or a link to it', () => {
		const open = absolutes.filter(
			(sentence) =>
				!sentence.includes('docs/guarantees.md') &&
				!HOLDS.some(([begin]) => sentence.includes(begin)),
		);
		expect(open).toEqual([]);
	});

	test('is on the list of what holds only where it stands', () => {
		const unused = HOLDS.filter(([begin]) => !absolutes.some((one) => one.includes(begin)));
		expect(unused).toEqual([]);
	});

	test('comes after a box that says what was never run', () => {
		const [box = ''] = read('README.md')
			.split('\n')
			.filter((line) => line.startsWith('>'));
		for (const said of ['Not on npm', 'never run against a live account', 'npm run capture']) {
			expect(box).toContain(said);
		}
	});
});
