import path from 'node:path';
import { startHiBob } from '../hibob/server.mts';
import { startReachdesk } from '../reachdesk/server.mts';
import { baseUrl, POLITE } from './ask.mts';
import type { Account } from './ask.mts';
import { capture } from './capture.mts';
import { writeCapture } from './files.mts';
import { Prompt } from './prompt.mts';
import { sandboxAccounts } from './sandboxes.mts';

// `npm run capture`: for whoever has a live account of HiBob or Reachdesk.

const ISSUES = 'https://github.com/n8n-nodes-hibob-reachdesk/n8n-nodes-hibob-reachdesk/issues';

const ABOUT = `
This asks your HiBob and your Reachdesk what the nodes ask them, and compares the answers with those of
the local HiBob and Reachdesk that this project is tested with. It only reads:

  HiBob      the list of fields, the named lists, all employees (without the year of birth), one of them,
             who is out, the company calendar
  Reachdesk  one page each of sends, contacts and transactions, one send, the organization

Names, addresses, ids, dates, amounts and texts are replaced on this machine before anything is written.
Nothing is sent anywhere. It takes about half a minute for each service.

Tokens come from the environment, or you are asked for them here. They are not stored and not shown:
HIBOB_SERVICE_USER_ID and HIBOB_TOKEN (HIBOB_URL for HiBob's own sandbox), REACHDESK_TOKEN (REACHDESK_URL).
Leave out what you do not have.
`;

const DEFAULTS = {
	hibob: 'https://api.hibob.com/v1',
	reachdesk: 'https://app.reachdesk.com/api/v2',
} as const;

const say = (text: string): void => {
	process.stdout.write(`${text}\n`);
};

/** Of an environment variable, else typed by a person at a terminal; empty when there is neither. */
async function secretOf(prompt: Prompt, variable: string, question: string): Promise<string> {
	const given = process.env[variable]?.trim() ?? '';
	return given !== '' || !process.stdin.isTTY ? given : await prompt.askSecret(question);
}

/** A map by people’s names would have thousands. */
const MOST_NAMED = 100;

const named = (names: readonly string[]): string =>
	names.length <= MOST_NAMED
		? names.join(', ')
		: `${names.slice(0, MOST_NAMED).join(', ')} and ${String(names.length - MOST_NAMED)} more`;

async function accountsOf(prompt: Prompt): Promise<Account[]> {
	const user = await secretOf(
		prompt,
		'HIBOB_SERVICE_USER_ID',
		'HiBob service user ID (Enter to leave HiBob out): ',
	);
	const token = user === '' ? '' : await secretOf(prompt, 'HIBOB_TOKEN', 'HiBob token: ');
	const apiToken = await secretOf(
		prompt,
		'REACHDESK_TOKEN',
		'Reachdesk API token (Enter to leave Reachdesk out): ',
	);
	const accounts: Account[] = [];
	if (token !== '') {
		accounts.push({
			service: 'HiBob',
			url: baseUrl(process.env.HIBOB_URL ?? DEFAULTS.hibob),
			authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`,
		});
	}
	if (apiToken !== '') {
		accounts.push({
			service: 'Reachdesk',
			url: baseUrl(process.env.REACHDESK_URL ?? DEFAULTS.reachdesk),
			authorization: `Bearer ${apiToken}`,
		});
	}
	return accounts;
}

async function run(): Promise<number> {
	if (process.argv.length > 2) {
		say(
			'npm run capture takes no arguments: a token there would stay in the history of your shell.',
		);
		return 1;
	}
	say(ABOUT);
	const prompt = new Prompt(process.stdin, process.stdout);
	try {
		const accounts = await accountsOf(prompt);
		if (accounts.length === 0) {
			say('No account was given, so nothing was asked.');
			return 1;
		}
		const services = accounts.map(({ service, url }) => `${service} at ${new URL(url).host}`);
		const answer = await prompt.ask(`Read from ${services.join(' and ')} now? Type yes: `);
		if (!/^y(?:es)?$/i.test(answer)) {
			say('\nNothing was asked.');
			return 1;
		}
		say('');
		prompt.end();
		const [hibob, reachdesk] = await Promise.all([startHiBob(), startReachdesk()]);
		try {
			const given = new Set(accounts.map(({ service }) => service));
			const sandboxes = sandboxAccounts(hibob, reachdesk).filter(({ service }) =>
				given.has(service),
			);
			const captured = await capture(accounts, sandboxes, POLITE, say);
			const folder = path.resolve(
				`captured-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`,
			);
			writeCapture(folder, captured);
			for (const one of [...captured.differences, ...captured.gaps]) say(`  ${one}`);
			say(`\n${String(captured.differences.length)} differences, in ${folder}`);
			if (captured.unknown.length > 0) {
				say(
					`\nThe sandbox does not know these names, which are in none of the files. Those that name nobody are worth\nadding to the issue: ${named(captured.unknown)}`,
				);
			}
			say(
				`\nLook through the files, then attach them to an issue: ${ISSUES}\nShould anything in them be about a real person, do not share them, and report it as SECURITY.md says.`,
			);
			return 0;
		} finally {
			await Promise.all([hibob.stop(), reachdesk.stop()]);
		}
	} catch (error) {
		// of baseUrl and the file system alone, which name no token
		say(`\n${error instanceof Error ? error.message : 'It did not work'}`);
		return 1;
	} finally {
		prompt.end();
	}
}

process.exitCode = await run();
if (process.connected) process.disconnect();
