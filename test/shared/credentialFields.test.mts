import { describe, expect, test } from '@jest/globals';
import { injectDomainRestrictionFields, NodeHelpers } from 'n8n-workflow';
import type { ICredentialType, INodeParameters } from 'n8n-workflow';
import { HiBobServiceUserApi } from '../../credentials/HiBobServiceUserApi.credentials.ts';
import { ReachdeskApi } from '../../credentials/ReachdeskApi.credentials.ts';
import { baseUrlOf as baseUrlOfHiBob } from '../../nodes/HiBob/transport/hibobRequest.ts';
import { baseUrlOf as baseUrlOfReachdesk } from '../../nodes/Reachdesk/transport/reachdeskRequest.ts';
import { isUrlExpression } from '../../nodes/shared/credentialFields.ts';
import { explanationOf } from './explanation.mts';

const CREDENTIALS = [
	{
		name: 'HiBob',
		type: new HiBobServiceUserApi(),
		urlField: 'customUrl',
		stored: { environment: 'custom' },
		baseUrlOf: baseUrlOfHiBob,
	},
	{
		name: 'Reachdesk',
		type: new ReachdeskApi(),
		urlField: 'baseUrl',
		stored: {},
		baseUrlOf: baseUrlOfReachdesk,
	},
];

/** What n8n makes of stored data before it works expressions out (n8n, credentials-helper.js). */
const withDefaults = ({ properties }: ICredentialType, stored: INodeParameters): INodeParameters =>
	NodeHelpers.getNodeParameters(properties, stored, true, false, null, null) ?? {};

/** As n8n 2.0 sees a credential, which works out every expression. */
const withExpressions = (type: ICredentialType): ICredentialType => ({
	...type,
	properties: type.properties.map((property) => ({ ...property, noDataExpression: false })),
});

describe.each(CREDENTIALS)('the fields of $name', ({ type, urlField, stored, baseUrlOf }) => {
	test('let n8n add none of its own', () => {
		expect(injectDomainRestrictionFields(type)).toBe(type.properties);
	});

	test('allow no other node, when nothing is stored about it', () => {
		expect(withDefaults(type, stored).allowedHttpRequestDomains).toBe('none');
	});

	test('offer no way to allow every host', () => {
		const [field] = type.properties.filter(({ name }) => name === 'allowedHttpRequestDomains');
		expect(field?.options).toMatchObject([{ value: 'none' }, { value: 'domains' }]);
	});

	test.each([
		'={{ $json.url }}',
		"={{ 'https://app.reachdesk.com' }}",
		'=https://{{ $json.host }}/v1',
	])('keep n8n from working a URL out of an expression, or tell that it did: %s', (url) => {
		const kept = withDefaults(type, { ...stored, [urlField]: url });
		expect(kept[urlField]).toBe(url.slice(1));
		expect(explanationOf(() => baseUrlOf(kept)).message).toMatch(/is an expression$/);
		for (const mark of [{}, { urlIsExpression: false }]) {
			const worked = withDefaults(withExpressions(type), { ...stored, [urlField]: url, ...mark });
			expect(isUrlExpression(worked)).toBe(true);
		}
	});

	test.each(['https://a.example/v1', '', 'no URL', 'https://a.example/?={{ x }}'])(
		'tell that the URL was typed: %j',
		(url) => {
			const data = { ...stored, [urlField]: url, urlIsExpression: true };
			expect(isUrlExpression(withDefaults(type, data))).toBe(false);
			expect(isUrlExpression(withDefaults(withExpressions(type), data))).toBe(false);
		},
	);
});
