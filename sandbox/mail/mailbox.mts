import { once } from 'node:events';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as its reader gets it, with the addresses of its envelope. */
export interface Mail {
	from: string;
	/** everyone it was delivered to, those in blind copy too */
	to: string[];
	/** empty when it has none, as are the other two */
	subject: string;
	text: string;
	html: string;
	/** as text, with the names of their files */
	attachments: { name: string; text: string }[];
}

/** A mail server that keeps what it is given, for anyone on this machine. */
export interface Mailbox {
	host: string;
	port: number;
	/** in the order in which they came */
	mails: Mail[];
	stop(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Takes every mail, over SMTP without TLS and without signing in, on a free port of this machine. */
export async function startMailbox(): Promise<Mailbox> {
	const mails: Mail[] = [];
	const smtp = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		disableReverseLookup: true,
		closeTimeout: 1_000,
		onData(stream, { envelope }, done) {
			simpleParser(stream)
				.then(({ subject = '', text = '', html, attachments: files }) => {
					const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
					const to = envelope.rcptTo.map(({ address }) => address);
					const attachments = files.map(({ filename = '', content }) => ({
						name: filename,
						text: content.toString('utf8'),
					}));
					mails.push({
						...{ from, to, subject, text, attachments },
						html: typeof html === 'string' ? html : '',
					});
					done();
				})
				.catch(done);
		},
	});
	const { server } = smtp;
	smtp.listen(0, HOST);
	await once(server, 'listening');
	// a client that goes away in the middle is no concern of a mailbox
	smtp.on('error', () => undefined);
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The mailbox has no port.');
	const stop = async () => {
		await new Promise<void>((resolve) => {
			smtp.close(resolve);
		});
	};
	return { host: HOST, port: address.port, mails, stop };
}
