import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { call, get, giftBody, lastViolations, trigger } from './reachdeskClient.mts';

let sandbox: ReachdeskSandbox;

beforeEach(async () => {
	sandbox = await startReachdesk();
});

afterEach(async () => {
	await sandbox.stop();
});

describe('what Reachdesk lets pass is noted all the same', () => {
	test.each(['/sends?email=noa@example.com', '/organization?verbose=1', '/contacts?name=Noa'])(
		'an unknown query parameter: %s',
		async (path) => {
			expect((await get(sandbox, path)).status).toBe(200);
			expect(lastViolations(sandbox)).toHaveLength(1);
		},
	);

	test('a GET with a content type', async () => {
		const Authorization = `Bearer ${sandbox.token}`;
		// axios would take the header away
		const answer = await fetch(`${sandbox.url}/sends`, {
			headers: { Authorization, 'Content-Type': 'application/json' },
		});
		expect(answer.status).toBe(200);
		expect(lastViolations(sandbox)).toEqual(['A GET has a Content-Type']);
	});

	test('a GET with a body', async () => {
		await get(sandbox, '/sends', { body: {} });
		expect(lastViolations(sandbox)).toContain('A GET has a body');
	});
});

describe('queries that are refused with an empty object', () => {
	test.each([
		'/sends?start_date=01/02/2026',
		'/sends?start_date=2026-02-30',
		'/sends?end_date=2026-2-3',
		'/sends?start_date=2026-01-01T00:00:00Z',
		'/sends?page=0',
		'/sends?per_page=all',
		'/sends?start_updated_date=2026-01-01',
		'/sends?end_updated_date=2026-01-01',
		'/contacts?page=x',
		'/transactions?states[]=done',
		'/transactions?currencies[]=usd',
		'/transactions?user_ids[]=me',
	])('%s', async (path) => {
		const answer = await get(sandbox, path);
		expect([answer.status, answer.body]).toEqual([400, {}]);
		expect(lastViolations(sandbox)).toHaveLength(1);
	});
});

describe('who may call, and what exists', () => {
	test.each([
		['no token', null, ['Authorization is missing']],
		[
			'a token without its scheme',
			'reachdesk-sandbox-token',
			['Authorization lacks the Bearer scheme'],
		],
		['another token', 'Bearer other', []],
	])('%s is answered 401 without a body', async (_name, Authorization, violations) => {
		const answer = await get(sandbox, '/sends', { headers: { Authorization } });
		expect([answer.status, answer.text]).toEqual([401, '']);
		expect(lastViolations(sandbox)).toEqual(violations);
	});

	test.each([
		['GET', '/campaigns'],
		['GET', '/campaigns/1501/trigger'],
		['POST', '/sends'],
		['DELETE', '/sends/1'],
	] as const)('%s %s does not exist', async (method, path) => {
		const answer = await call(sandbox, method, path);
		expect([answer.status, answer.body]).toEqual([404, { status: 404, error: 'Not Found' }]);
		expect(lastViolations(sandbox)).toEqual([`${method} /api/v2${path} does not exist`]);
	});

	test('every answer carries its x-request-id', async () => {
		const answers = [
			await get(sandbox, '/sends'),
			await get(sandbox, '/nothing'),
			await get(sandbox, '/sends', { headers: { Authorization: null } }),
			await trigger(sandbox, giftBody({ approved: true })),
		];
		const ids = answers.map(({ headers }) => headers.get('x-request-id'));
		expect(ids).not.toContain(undefined);
		expect(new Set(ids).size).toBe(answers.length);
	});
});
