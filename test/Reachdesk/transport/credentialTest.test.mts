import { beforeEach, describe, expect, test } from '@jest/globals';
import { reachdeskApiTest } from '../../../nodes/Reachdesk/transport/credentialTest.ts';
import { CredentialTestContext } from '../../shared/credentialTestContext.mts';

let n8n: CredentialTestContext;
beforeEach(() => {
	n8n = new CredentialTestContext({ data: [] });
});

async function tested(data: Record<string, string> | undefined) {
	const credential = { id: '1', name: 'Reachdesk', type: 'reachdeskApi', ...(data && { data }) };
	return await reachdeskApiTest.call(n8n.context, credential);
}
const CREDENTIAL = { baseUrl: 'https://reachdesk.example/api/v2', apiToken: 'secret' };

describe('a token', () => {
	test('that Reachdesk takes is accepted, with one contact and no more', async () => {
		expect(await tested(CREDENTIAL)).toEqual({
			status: 'OK',
			message: 'Reachdesk accepted the credential',
		});
		expect(n8n.asked).toEqual([
			expect.objectContaining({
				uri: 'https://reachdesk.example/api/v2/contacts?per_page=1',
				headers: expect.objectContaining({ Authorization: expect.stringContaining('secret') }),
			}),
		]);
	});

	test.each([[204], [401], [403], [500], [199], [300]])(
		'is not accepted with status %i and no data',
		async (statusCode) => {
			n8n.answer = { statusCode, headers: {}, body: {} };
			const { status, message } = await tested(CREDENTIAL);
			expect(status).toBe('Error');
			// only an answer that succeeded is another service’s
			const isOther = message.startsWith('The URL answered, but not like Reachdesk');
			expect(isOther).toBe(statusCode === 204);
		},
	);

	test.each([['text'], [[]], [{ data: undefined }], [null]])(
		'is not accepted with the answer of another service: %j',
		async (body) => {
			n8n.answer = { statusCode: 200, headers: {}, body };
			expect(await tested(CREDENTIAL)).toEqual({
				status: 'Error',
				message: 'The URL answered, but not like Reachdesk. Check the URL in the credential',
			});
		},
	);

	test('is asked for nowhere when the credential is empty or says no place', async () => {
		for (const data of [undefined, { ...CREDENTIAL, baseUrl: 'nowhere' }]) {
			expect((await tested(data)).status).toBe('Error');
		}
		expect(n8n.asked).toEqual([]);
	});
});
