import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { EXCLUSION_REASONS } from '../nodes/HiBob/employees/eligibility.ts';
import { FIELDS } from '../nodes/HiBob/employees/fields.ts';
import { OUTCOMES } from '../nodes/Reachdesk/gifts/outcome.ts';

import { isFigure, isSourced, remarksIn, sentencesIn, unsourced } from './figures.mts';
import { PAGES, PROJECT, read } from './projectFiles.mts';

/** What can be held against the code in the documentation. */

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

/** The file that a link of a page leads to, from the project's folder; nothing for other addresses. */
const linkedFrom = (page: string): string[] =>
	Array.from(read(page).matchAll(/\]\(([^)\s]+)\)/g), ([, link = '']) => link)
		.filter((link) => !/^(?:https?:|mailto:|#)/.test(link))
		.map((link) => path.posix.join(path.posix.dirname(page), link.split('#')[0] ?? ''));

/** What GitHub makes of a heading for links to it. */
const anchorOf = (heading: string): string =>
	heading
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.trim()
		.replaceAll(' ', '-');

test('the index links every page of docs/', () => {
	const pages = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
	const linked = new Set(linkedFrom('docs/README.md'));
	expect(pages.filter((page) => !linked.has(page))).toEqual([]);
});

test.each(PAGES)('%s links to headings that exist', (page) => {
	const links = Array.from(read(page).matchAll(/\]\(([^)\s:]*)#([^)\s]+)\)/g));
	const broken = links.filter(([, file = '', anchor = '']) => {
		const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
		const headings = Array.from(
			read(target).matchAll(/^#+ (.*)$/gm),
			([, heading = '']) => heading,
		);
		return !headings.map(anchorOf).includes(anchor);
	});
	expect(broken.map(([link]) => link)).toEqual([]);
});

describe('the samples of docs/outputs.md', () => {
	interface Schema {
		properties?: Record<string, Schema>;
		additionalProperties?: boolean;
	}

	const samples = Array.from(
		read('docs/outputs.md').matchAll(/<!-- output: (\w+) ([\w/ ]+) -->\s+```json\n([\s\S]*?)```/g),
		([, service = '', name = '', json = '']) => ({ service, name, json }),
	);
	const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;
	const schemaOf = (service: string, name: string): Schema => {
		const folder = `nodes/${service}/__schema__/v1.0.0`;
		const file = name.includes('/') ? `${folder}/${name}.json` : `${folder}.json`;
		const schema: unknown = JSON.parse(read(file));
		if (isSchema(schema)) return schema;
		throw new Error(`${file} has no schema`);
	};
	/** Fields of a sample that the schema, which is held against the node, does not have. */
	const unknownFields = (value: unknown, { properties, additionalProperties }: Schema): string[] =>
		typeof value !== 'object' || value === null || Array.isArray(value) || !properties
			? []
			: Object.entries(value).flatMap(([name, inner]) => {
					const known = properties[name];
					if (known) return unknownFields(inner, known).map((field) => `${name}.${field}`);
					return additionalProperties ? [] : [name];
				});

	test('are there for every operation', () => {
		expect(samples.map(({ service, name }) => `${service} ${name}`)).toEqual(
			expect.arrayContaining(['HiBob trigger', 'Reachdesk trigger', 'Reachdesk gift/send']),
		);
		expect(samples.length).toBeGreaterThan(15);
	});

	test.each(samples)('$service $name has only fields that the node returns', (sample) => {
		const SKIPPED = ['name', 'email', 'reason', 'explanation', 'changedFields'];
		const value: unknown = JSON.parse(sample.json);
		const unknown = unknownFields(value, schemaOf(sample.service, sample.name));
		// a schema has the first output; the others have a reason, too
		expect(unknown.filter((field) => !SKIPPED.includes(field))).toEqual([]);
	});
});

test('docs/rules.md names each reason for which a person is skipped, and no other', () => {
	const rows = Array.from(
		read('docs/rules.md').matchAll(/\| `(\w+)`\s*\|/g),
		([, reason]) => reason,
	);
	expect([...new Set(rows)].sort()).toEqual([...EXCLUSION_REASONS].sort());
});

test('docs/reachdesk.md explains each outcome of a gift, and no other', () => {
	const [, section = ''] = read('docs/reachdesk.md').split('## Outcomes');
	const [table = ''] = section.split('\n## ');
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
		'docs/runs/fault-run.md',
		'docs/runs/queue-run.md',
	]);

	/** Sentences that name a service and a figure that is none of the service's: whose it is instead. */
	const OWN: readonly [file: string, begin: string, whose: string][] = [
		['README.md', 'a HiBob admin, for ten minutes', 'what we guess that a person needs'],
		['docs/guarantees.md', '12,000 recipients, a lost answer', 'the size of a test of ours'],
		['docs/guarantees.md', 'as many as are sent in 20 seconds', 'how our node claims'],
		['docs/guarantees.md', 'is read 3, 13 and 33 seconds later', 'when our node looks'],
		['docs/guarantees.md', 'is read 3, 13, 33 and 63 seconds later', 'when our node looks'],
		['docs/guarantees.md', 'With 50,000 employees and three occasions', 'worked out, and tested'],
		['docs/guarantees.md', 'runs 15 to 20 times faster', 'the clock of a test of ours'],
		['docs/reachdesk.md', 'keeps its turn for 15 minutes', 'a lease of our node'],
		['docs/rules.md', 'day by day over ten years', 'the span of a test of ours'],
		['docs/rules.md', 'hour by hour at eleven places', 'the name of a test of ours'],
		['docs/scale.md', ' s in n8n, two requests to HiBob', 'measured by our benchmark'],
		['docs/scale.md', " s, beside Reachdesk's answers", 'measured by our benchmark'],
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
		[
			'nodes/Reachdesk/resources/gift/sendInTurn.ts',
			'as many as are sent in 20 seconds',
			'how our node claims',
		],
		['nodes/HiBob/occasions/rememberedKeys.ts', '48 bits.', 'worked out, and tested'],
		['nodes/Reachdesk/resources/gift/giftFieldProperties.ts', 'A node of version 1', 'no figure'],
		['workflows/gift-alerts.json', '3 of 19 gifts need you', 'an example of a message of ours'],
		['workflows/gift-history.json', 'the next 30 days in HiBob', 'the span of the page'],
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
		'_Retry Delay_ (15 minutes) passes before Reachdesk is asked again.',
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
