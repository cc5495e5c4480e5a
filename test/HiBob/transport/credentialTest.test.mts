import { beforeEach, expect, test } from '@jest/globals';
import { hiBobServiceUserApiTest } from '../../../nodes/HiBob/transport/credentialTest.ts';
import { CredentialTestContext } from '../../shared/credentialTestContext.mts';

let n8n: CredentialTestContext;
beforeEach(() => {
	n8n = new CredentialTestContext([]);
});

async function tested(data: Record<string, string> | undefined) {
	const credential = { id: '1', name: 'HiBob', type: 'hiBobServiceUserApi', ...(data && { data }) };
	return await hiBobServiceUserApiTest.call(n8n.context, credential);
}

test.each([[{ environment: 'constructor' }], [{ environment: 'custom' }], [undefined]])(
	'a credential that says no place to ask (%j) is refused in words, and its token stays here',
	async (data) => {
		const { status, message } = await tested(data);
		expect(status).toBe('Error');
		expect(message).toMatch(/^["'](?:Environment|Custom URL)["'] in the HiBob credential is /);
		expect(n8n.asked).toEqual([]);
	},
);

test('a credential that HiBob takes is accepted', async () => {
	expect(await tested({ environment: 'production', serviceUserId: 'a', token: 'b' })).toEqual({
		status: 'OK',
		message: 'HiBob accepted the credential',
	});
});
