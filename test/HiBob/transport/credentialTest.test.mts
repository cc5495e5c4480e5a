import { beforeEach, expect, test } from '@jest/globals';
import type { ICredentialTestFunctions } from 'n8n-workflow';
import { hiBobServiceUserApiTest } from '../../../nodes/HiBob/transport/credentialTest.ts';

const asked: unknown[] = [];
beforeEach(() => {
	asked.length = 0;
});
const context: unknown = {
	helpers: {
		request: async (options: unknown) => {
			asked.push(options);
			return await Promise.resolve({ statusCode: 200, headers: {}, body: [] });
		},
	},
};
const isContext = (value: unknown): value is ICredentialTestFunctions => value !== null;

async function tested(data: Record<string, string> | undefined) {
	if (!isContext(context)) throw new TypeError('no context');
	const credential = { id: '1', name: 'HiBob', type: 'hiBobServiceUserApi', ...(data && { data }) };
	return await hiBobServiceUserApiTest.call(context, credential);
}

test.each([[{ environment: 'constructor' }], [{ environment: 'custom' }], [undefined]])(
	'a credential that says no place to ask (%j) is refused in words, and its token stays here',
	async (data) => {
		const { status, message } = await tested(data);
		expect(status).toBe('Error');
		expect(message).toMatch(/^["'](?:Environment|Custom URL)["'] in the HiBob credential is /);
		expect(asked).toEqual([]);
	},
);

test('a credential that HiBob takes is accepted', async () => {
	expect(await tested({ environment: 'production', serviceUserId: 'a', token: 'b' })).toEqual({
		status: 'OK',
		message: 'HiBob accepted the credential',
	});
});
