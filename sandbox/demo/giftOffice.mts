import type { N8nHost } from '../n8n/host.mts';
import { readTemplate } from './templates.mts';
import type { GiftOffice } from './templates.mts';

/** Imports and publishes the workflows that every gift workflow calls, as they are shipped. */
export async function openGiftOffice(
	n8n: Pick<N8nHost, 'importWorkflow' | 'publish'>,
): Promise<GiftOffice> {
	const published = async (slug: string): Promise<string> => {
		const id = await n8n.importWorkflow(readTemplate(slug));
		await n8n.publish(id);
		return id;
	};
	return { giftLog: await published('gift-log'), giftHolds: await published('gift-holds') };
}
