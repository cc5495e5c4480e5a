import type { Mailbox } from '../mail/mailbox.mts';
import type { N8nHost } from '../n8n/host.mts';

/** A credential in n8n for mails that go to a local mailbox. */
export const mailCredential = async (
	n8n: Pick<N8nHost, 'createCredential'>,
	{ host, port }: Mailbox,
): Promise<{ id: string; name: string }> =>
	await n8n.createCredential('smtp', 'Mailbox (sandbox)', {
		host,
		port,
		secure: false,
		disableStartTls: true,
	});
