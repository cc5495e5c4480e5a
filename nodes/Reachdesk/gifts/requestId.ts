import { createHash } from 'node:crypto';

// The namespace of our request ids, a random UUID that never changes.
const NAMESPACE = Buffer.from('6f0d3f1c4c0b4f5d9a5e2f6d8f3c7b21', 'hex');

/**
 * The request id of a gift: a UUID version 5 (RFC 9562, section 5.5) of gift key and campaign, so
 * that every attempt at the same gift has the same id.
 */
export const requestIdOf = (key: string, campaignId: number): string =>
	uuidOf(`${key}|${String(campaignId)}`);

/** The request id of a bulk send: the same for the same gifts, whatever their order. */
export const bulkRequestIdOf = (keys: readonly string[], campaignId: number): string =>
	uuidOf(`bulk|${JSON.stringify([...keys].sort())}|${String(campaignId)}`);

function uuidOf(name: string): string {
	const hash = createHash('sha1').update(NAMESPACE).update(name).digest();
	hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
	hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
	const hex = hash.toString('hex', 0, 16);
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20),
	].join('-');
}
