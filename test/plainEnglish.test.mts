import { describe, expect, test } from '@jest/globals';
import {
	foundIn,
	NOT_TO_USERS,
	NOWHERE,
	textsOfJson,
	wordsOfPage,
	wordsOfSource,
} from './plainEnglish.mts';
import { filesIn, PAGES, read } from './projectFiles.mts';

/** Rule: CONTRIBUTING, "Plain English". Phrases that read as translated do not come back. */

/** Values that machines compare, and paths of imports, are not prose. */
const isProse = (text: string): boolean => !/^(?:[a-z]\w*$|\.)/.test(text);

/** A column of the data table that Employee sync fills. */
const COLUMN = /^roster$|roster === |[.{'"] ?roster\b|\broster(?=:)/g;

const NAMES_OF_COUNTRIES = 'nodes/shared/countryNames.ts';

const READMES = ['packages/n8n-nodes-hibob/README.md', 'packages/n8n-nodes-reachdesk/README.md'];

test.each([...PAGES, ...READMES])('%s', (page) => {
	expect(foundIn(wordsOfPage(read(page)), [...NOWHERE, ...NOT_TO_USERS])).toEqual([]);
});

describe.each(['credentials', 'nodes/HiBob', 'nodes/Reachdesk', 'nodes/shared'])('%s', (folder) => {
	const files = filesIn(folder, '.ts').filter((file) => file !== NAMES_OF_COUNTRIES);

	test.each(files)('%s', (file) => {
		const { comments, texts } = wordsOfSource(read(file));
		expect([
			...comments.flatMap((comment) => foundIn(comment, NOWHERE)),
			...texts.filter(isProse).flatMap((text) => foundIn(text, [...NOWHERE, ...NOT_TO_USERS])),
		]).toEqual([]);
	});
});

test.each(filesIn('workflows', '.json'))('%s', (file) => {
	const texts = textsOfJson(JSON.parse(read(file))).map((text) => text.replace(COLUMN, ''));
	expect(texts.flatMap((text) => foundIn(text, [...NOWHERE, ...NOT_TO_USERS]))).toEqual([]);
});

test('a phrase is found across lines of a comment, in a template and in code of a workflow', () => {
	const source = '/** it puts\n * out */\nconst a = `${b} told of ${c ? `of whom` : {}} anew`;';
	const { comments, texts } = wordsOfSource(source);
	expect(comments.flatMap((comment) => foundIn(comment, NOWHERE))).toHaveLength(1);
	expect(texts.flatMap((text) => foundIn(text, NOWHERE))).toHaveLength(3);
	expect(textsOfJson({ nodes: [{ parameters: { jsCode: '// a mail' } }] })).toEqual(['// a mail']);
	expect(foundIn(wordsOfPage('`heartbeat` and a heartbeat'), NOT_TO_USERS)).toHaveLength(1);
});
