import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
	explainNoAnswer,
	explainRefusal,
	explainUnread,
} from '../../../nodes/Reachdesk/gifts/refusal.ts';
import { NoAnswer, noAnswer } from '../../../nodes/shared/httpAnswer.ts';
import { RUNS } from '../../shared/propertyRuns.mts';

const refused = (status: number, body: unknown) => explainRefusal({ status, headers: {}, body });

describe('a refused gift', () => {
	test.each<[number, unknown, string]>([
		[400, { message: 'Bad sender' }, 'Reachdesk refused the gift (400): Bad sender'],
		[400, {}, 'Reachdesk refused the gift (400)'],
		[401, '', 'Reachdesk rejected the API token (401)'],
		[403, { message: 'No plan' }, 'Reachdesk denied access (403)'],
		[404, { message: 'Gone' }, 'Reachdesk has no such campaign (404): Gone'],
		[404, { status: 404, error: 'Not Found' }, 'Reachdesk has no such campaign (404): Not Found'],
		[422, { message: ' Not active ' }, 'Reachdesk refused the gift (422): Not active'],
		[422, '{"message":"Text"}', 'Reachdesk refused the gift (422): Text'],
		[422, '{"error":"Text"}', 'Reachdesk refused the gift (422): Text'],
		[422, '<html>no</html>', 'Reachdesk refused the gift (422)'],
		[422, '"just text"', 'Reachdesk refused the gift (422)'],
		[422, ['message'], 'Reachdesk refused the gift (422)'],
		[422, { message: '  ' }, 'Reachdesk refused the gift (422)'],
		[422, { message: '  ', error: 'Text' }, 'Reachdesk refused the gift (422): Text'],
		[422, { message: { text: 'x' } }, 'Reachdesk refused the gift (422)'],
		[422, null, 'Reachdesk refused the gift (422)'],
	])('%i with %j: %s', (status, body, expected) => {
		const refusal = refused(status, body);
		expect(refusal.message).toBe(expected);
		expect(refusal.remedy).not.toBe('');
		expect(refusal.status).toBe(status);
	});

	test.each([
		[400, false],
		[401, true],
		[403, true],
		[404, false],
		[422, false],
	])('%i ends the run for every gift: %s', (status, expected) => {
		expect(refused(status, {}).everyGift).toBe(expected);
	});
});

describe('the words for a refusal', () => {
	test.each([
		['noa@work.example is no user', '(address) is no user'],
		['Sender "noa@work.example" and <ada@work.example>', 'Sender (address) and (address)'],
		['to:noa@work.example,ada@work.example', '(address)'],
		['Noa.Levi+a@mail.work.example.', '(address)'],
		['no user noa @ work.example', 'no user (address)'],
	])('take the address out of %j', (said, expected) => {
		expect(refused(422, { message: said }).message).toBe(
			`Reachdesk refused the gift (422): ${expected}`,
		);
	});

	test.each([
		['Noa Levi lives at 1 High Street (2nd floor)', '(withheld) lives at (withheld)'],
		['no post to LEVI; levitation, Noam', 'no post to (withheld); levitation, Noam'],
	])('take what is withheld out of %j', (said, expected) => {
		const withheld = ['Levi', 'Noa Levi', '1 High Street (2nd floor)'];
		const answer = { status: 422, headers: {}, body: { message: said } };
		expect(explainRefusal(answer, withheld).message).toBe(
			`Reachdesk refused the gift (422): ${expected}`,
		);
	});

	test('are cut where Reachdesk has no end', () => {
		const most = 'x'.repeat(300);
		const said = (message: string) => refused(422, { message }).message;
		expect(said(most)).toBe(`Reachdesk refused the gift (422): ${most}`);
		expect(said(`${most}x`)).toBe(`Reachdesk refused the gift (422): ${most}…`);
		expect(said('x'.repeat(1_000_000))).toBe(`Reachdesk refused the gift (422): ${most}…`);
	});

	test('never hold an address, wherever it stands', () => {
		const status = fc.constantFrom(400, 401, 403, 404, 422);
		const key = fc.constantFrom('message', 'error');
		fc.assert(
			fc.property(
				status,
				key,
				fc.emailAddress(),
				fc.string(),
				fc.string(),
				fc.boolean(),
				(code, name, email, before, after, asText) => {
					const body = { [name]: `${before}${email}${after}` };
					const { message, remedy } = refused(code, asText ? JSON.stringify(body) : body);
					expect(message.toLowerCase()).not.toContain(email.toLowerCase());
					expect(message).not.toMatch(/\S@\S/);
					expect(remedy).not.toContain(email);
				},
			),
			RUNS,
		);
	});
});

describe('a list that Reachdesk did not give', () => {
	test.each([
		[400, 'Reachdesk returned an error (400)', 'Base URL'],
		[401, 'Reachdesk rejected the API token (401)', 'API Tokens'],
		[403, 'Reachdesk denied access (403)', 'plan'],
		[404, 'Reachdesk returned an error (404)', 'Base URL'],
		[429, 'Reachdesk received too many requests (429)', 'Try again'],
		[500, 'Reachdesk returned an error (500)', 'Try again'],
		[503, 'Reachdesk returned an error (503)', 'Try again'],
	])('%i: %s', (status, message, remedy) => {
		const words = explainUnread({ status, headers: {}, body: { message: 'a@b.example' } });
		expect(words).toMatchObject({ message, status, everyGift: true });
		expect(words.remedy).toContain(remedy);
	});
});

describe('no answer', () => {
	test.each([
		['ECONNREFUSED', 'Reachdesk cannot be reached'],
		['ENOTFOUND', 'Reachdesk cannot be reached'],
		['ECONNRESET', 'Reachdesk did not answer in time or closed the connection'],
		['ECONNABORTED', 'Reachdesk did not answer in time or closed the connection'],
		['ETIMEDOUT', 'Reachdesk did not answer in time or closed the connection'],
	])('because of %s: %s', (code, message) => {
		const words = explainNoAnswer(new NoAnswer(code));
		expect(words).toMatchObject({ message, everyGift: true, status: null });
		expect(words.remedy).toContain(`(${code})`);
	});

	test('because n8n itself failed is not blamed on Reachdesk', () => {
		expect(explainNoAnswer(noAnswer(new Error('no code')))).toEqual({
			message: 'n8n did not complete the request to Reachdesk',
			remedy: expect.stringContaining('Run again'),
			everyGift: true,
			status: null,
		});
	});
});
