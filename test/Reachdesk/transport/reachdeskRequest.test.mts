import { describe, expect, test } from '@jest/globals';
import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { baseUrlOf, credentialOf } from '../../../nodes/Reachdesk/transport/reachdeskRequest.ts';
import { triggerCampaign } from '../../../nodes/Reachdesk/transport/sends.ts';
import { ANY_NODE } from '../../shared/anyNode.mts';
import { explanationOf } from '../../shared/explanation.mts';
import { partial } from '../../shared/partial.mts';
import { giftTo } from '../gifts/gifts.mts';

/** As much of n8n as a request needs; `answer` is what n8n’s HTTP helper comes to. */
function contextThat(answer: () => unknown, credential: () => unknown = () => CREDENTIAL) {
	return partial<IExecuteFunctions>({
		getCredentials: async () => await Promise.resolve(credential()),
		helpers: {
			httpRequestWithAuthentication: async () => await Promise.resolve(answer()),
		},
	});
}

const CREDENTIAL = { apiToken: 'token', baseUrl: 'https://api.reachdesk.example/api/v2' };

async function triggered(context: IExecuteFunctions) {
	return await triggerCampaign(context, giftTo());
}

describe('an error that n8n or this node made itself while it read an answer', () => {
	test.each<[string, () => unknown]>([
		['an answer without a status', () => ({ body: { id: 4711, status: 'processed' } })],
		['no answer at all', () => undefined],
		[
			'an error of the code that reads',
			() => {
				throw new TypeError('Cannot read properties of undefined');
			},
		],
		[
			'something thrown that is no error',
			() => {
				throw Object.assign(Object.create(null), {});
			},
		],
	])('proves nothing of the gift: %s', async (_, answer) => {
		expect(await triggered(contextThat(answer))).toEqual({
			kind: 'unknown',
			why: 'Reachdesk did not answer',
		});
	});
});

describe('a base URL', () => {
	test.each([
		' https://api.reachdesk.example/api/v2/ ',
		'https://api.reachdesk.example//api/v2///',
	])('is cleaned: %j', (baseUrl) => {
		expect(baseUrlOf({ baseUrl })).toBe(CREDENTIAL.baseUrl);
	});

	test.each([
		['', 'Enter the base URL. Reachdesk’s own is https://app.reachdesk.com/api/v2'],
		['reachdesk', 'Enter a URL such as https://app.reachdesk.com/api/v2'],
	])('that is missing or none says which one to enter: "%s"', (baseUrl, remedy) => {
		expect(explanationOf(() => baseUrlOf({ baseUrl })).remedy).toBe(remedy);
	});

	test('that is no place for a token keeps every request from being made', async () => {
		const credential = { ...CREDENTIAL, baseUrl: 'http://api.reachdesk.example/api/v2' };
		let requests = 0;
		const count = () => (requests += 1);
		await expect(triggered(contextThat(count, () => credential))).rejects.toThrow(
			'starts with http, which would send the token unencrypted',
		);
		expect(requests).toBe(0);
	});
});

describe('a credential', () => {
	const credentialThat = async (error: Error) =>
		await credentialOf(
			partial<IExecuteFunctions>({
				getCredentials: async () => await Promise.reject(error),
			}),
		);

	test('that n8n refuses is its own error', async () => {
		const missing = new NodeOperationError(ANY_NODE, 'Node does not have any credentials set');
		await expect(credentialThat(missing)).rejects.toBe(missing);
	});

	test('that n8n’s database cannot read says what to do', async () => {
		await expect(credentialThat(new Error('SQLITE_BUSY'))).rejects.toMatchObject({
			message: 'n8n could not read the Reachdesk credential',
			remedy: expect.stringContaining('Nothing is sent twice'),
		});
	});
});

test('a refusal of a gift says nothing of the recipient, and not the token', async () => {
	const message = 'Noa Levi (noa@work.example) is unknown to secret-token';
	const credential = { ...CREDENTIAL, apiToken: 'secret-token' };
	const refused = () => ({ statusCode: 422, headers: {}, body: { message } });
	const answer = await triggered(contextThat(refused, () => credential));
	if (answer.kind !== 'refused') throw new Error('it was not refused');
	expect(answer.refusal.message).toMatch(/is unknown to \(withheld\)/);
	expect(answer.refusal.message).not.toMatch(/Noa|Levi|noa@|secret/);
});
