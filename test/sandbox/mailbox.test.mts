import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startMailbox } from '../../sandbox/mail/mailbox.mts';
import type { Mailbox } from '../../sandbox/mail/mailbox.mts';

let mailbox: Mailbox;
beforeEach(async () => {
	mailbox = await startMailbox();
});
afterEach(async () => {
	await mailbox.stop();
});

/** Says the lines to the mailbox, each after the answer to the one before. @returns the answers */
async function talk(lines: readonly string[]): Promise<string[]> {
	const socket = connect(mailbox.port, mailbox.host);
	const answers: string[] = [];
	const toSay = [...lines];
	for await (const answer of createInterface({ input: socket })) {
		// 250-… goes on in the next line
		if (answer[3] === '-') continue;
		answers.push(answer);
		const next = toSay.shift();
		if (next === undefined) break;
		socket.write(`${next}\r\n`);
	}
	socket.end();
	if (!socket.closed) await once(socket, 'close');
	return answers;
}

const MESSAGE = [
	'From: Gifts <gifts@example.com>',
	'To: People <people@example.com>',
	'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
	'MIME-Version: 1.0',
	'Content-Type: multipart/alternative; boundary=part',
	'',
	'--part',
	'Content-Type: text/plain; charset=utf-8',
	'',
	'Zoë starts',
	'--part',
	'Content-Type: text/html; charset=utf-8',
	'Content-Transfer-Encoding: quoted-printable',
	'',
	'<p class=3D"day">Zo=C3=AB starts</p>',
	'--part--',
	'.',
].join('\r\n');

const envelope = (...to: string[]) => [
	'EHLO localhost',
	'MAIL FROM:<gifts@example.com>',
	...to.map((address) => `RCPT TO:<${address}>`),
	'DATA',
];

describe('the mailbox', () => {
	it('keeps a mail as its reader sees it', async () => {
		await talk([...envelope('people@example.com'), MESSAGE]);
		expect(mailbox.mails).toEqual([
			{
				from: 'gifts@example.com',
				to: ['people@example.com'],
				subject: 'Grüße',
				text: 'Zoë starts',
				html: '<p class="day">Zoë starts</p>',
				attachments: [],
			},
		]);
	});

	it('names everyone a mail was delivered to, and keeps mails in order', async () => {
		await talk([...envelope('one@example.com', 'two@example.com'), MESSAGE]);
		await talk([...envelope('three@example.com'), MESSAGE]);
		expect(mailbox.mails.map(({ to }) => to)).toEqual([
			['one@example.com', 'two@example.com'],
			['three@example.com'],
		]);
	});

	it('has a mail as soon as it says that it took it', async () => {
		const answers = await talk([...envelope('people@example.com'), MESSAGE]);
		expect(answers.at(-1)).toMatch(/^250/);
		expect(mailbox.mails).toHaveLength(1);
	});

	it('asks for neither TLS nor a password', async () => {
		const answers = await talk(['EHLO localhost', 'STARTTLS', 'AUTH PLAIN']);
		expect(answers.slice(-2)).toEqual([expect.stringMatching(/^5/), expect.stringMatching(/^5/)]);
	});

	it('goes on after a sender that went away in the middle', async () => {
		await talk(envelope('people@example.com'));
		await talk([...envelope('people@example.com'), MESSAGE]);
		expect(mailbox.mails.map(({ subject }) => subject)).toEqual(['Grüße']);
	});
});
