import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { requestIdOf } from '../../../nodes/Reachdesk/gifts/requestId.ts';
import { RUNS } from '../../shared/propertyRuns.mts';

const NAMESPACE = '6f0d3f1c-4c0b-4f5d-9a5e-2f6d8f3c7b21';

/** UUID version 5 as RFC 9562 says it, made another way: on the digits of the hash. */
function uuidV5(namespace: string, name: string): string {
	const digest = createHash('sha1')
		.update(namespace.replaceAll('-', ''), 'hex')
		.update(name, 'utf8')
		.digest('hex');
	const variant = '89ab'.charAt(Number.parseInt(digest.charAt(16), 16) % 4);
	const digits = `${digest.slice(0, 12)}5${digest.slice(13, 16)}${variant}${digest.slice(17, 32)}`;
	return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const anyKey = () => fc.string({ unit: 'binary', maxLength: 60 });
const anyCampaign = () => fc.integer({ min: 1, max: 2_147_483_647 });

describe('our way to check a UUID version 5', () => {
	test('gives the example of RFC 9562, appendix A.4', () => {
		expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
			'2ed6657d-e927-568b-95e1-2665a8aea6a2',
		);
	});
});

describe('a request id', () => {
	test('never changes, or gifts under way would be sent again', () => {
		expect(requestIdOf('hibob:3332883884017713938:birthday:2026', 1503)).toBe(
			'1cdb875e-ebbe-51cb-bf08-bca75ca0f548',
		);
	});

	test('is the UUID version 5 of key and campaign', () => {
		fc.assert(
			fc.property(anyKey(), anyCampaign(), (key, campaignId) => {
				const id = requestIdOf(key, campaignId);
				expect(id).toBe(uuidV5(NAMESPACE, `${key}|${String(campaignId)}`));
				expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
			}),
			RUNS,
		);
	});

	test('is the same for the same gift', () => {
		fc.assert(
			fc.property(anyKey(), anyCampaign(), (key, campaignId) => {
				expect(requestIdOf(key, campaignId)).toBe(requestIdOf(key, campaignId));
			}),
			RUNS,
		);
	});

	test('is another one for another key or campaign, also where they look alike', () => {
		const ids = [
			requestIdOf('hibob:1:birthday:2026', 1503),
			requestIdOf('hibob:1:birthday:2027', 1503),
			requestIdOf('hibob:1:birthday:2026', 1504),
			requestIdOf('hibob:1:birthday:2026|1503', 1504),
			requestIdOf('hibob:1:birthday:2026|', 1503),
			requestIdOf('', 1503),
		];
		expect(new Set(ids).size).toBe(ids.length);
	});
});
