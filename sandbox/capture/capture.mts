import { ask } from './ask.mts';
import type { Account, Answer, Pace } from './ask.mts';
import { differences } from './compare.mts';
import { exchangeOf } from './exchange.mts';
import type { Exchange } from './exchange.mts';
import type { Json } from './json.mts';
import type { Question } from './readOnly.mts';
import { HIBOB_QUESTIONS, REACHDESK_QUESTIONS } from './questions.mts';
import { Replacer } from './replacer.mts';
import { vocabularyOf } from './vocabulary.mts';

const QUESTIONS = { HiBob: HIBOB_QUESTIONS, Reachdesk: REACHDESK_QUESTIONS } as const;

/** What was captured: no value of the live account that could be about somebody. */
export interface Capture {
	exchanges: Exchange[];
	/** how it differs from the sandbox, as sentences */
	differences: string[];
	/** questions that could not be asked or got no answer, as sentences */
	gaps: string[];
	/** names that the sandbox does not know and that look like those of a service; for the screen alone */
	unknown: string[];
}

/** Asks all questions, and keeps answers as `keep` makes them. */
async function asked(
	account: Account,
	pace: Pace,
	now: number,
	keep: (question: Question, answer: Answer) => Exchange,
	say: (text: string) => void = () => undefined,
): Promise<{ exchanges: Exchange[]; gaps: string[] }> {
	const answered = new Map<string, Json>();
	const exchanges: Exchange[] = [];
	const gaps: string[] = [];
	for (const next of QUESTIONS[account.service]) {
		const question = next(answered, now);
		if (question === null) {
			gaps.push(
				`${account.service}: one question was not asked, because a list before it was empty`,
			);
			continue;
		}
		say(`${account.service}: ${question.name}`);
		try {
			const answer = await ask(account, question, pace);
			answered.set(question.name, answer.body);
			exchanges.push(keep(question, answer));
			// more refusals make HiBob block the caller
			if (answer.status === 401) {
				gaps.push(`${account.service}: refused the token (401), so nothing more was asked of it`);
				break;
			}
		} catch {
			// the reason may name the host
			gaps.push(`${question.name}: no answer`);
		}
	}
	return { exchanges, gaps };
}

/** The sandboxes are on this machine. */
const AT_ONCE: Pace = {
	pause: 0,
	wait: async () => {
		await Promise.resolve();
	},
};

/**
 * Captures what live accounts answer, replaced, and compares it with what the sandboxes answer to the same
 * questions.
 *
 * @param sandboxes - of the services whose accounts are given
 * @param say - what is being done
 */
export async function capture(
	accounts: readonly Account[],
	sandboxes: readonly Account[],
	pace: Pace,
	say: (text: string) => void,
): Promise<Capture> {
	const now = Date.now();
	const invented: Exchange[] = [];
	for (const account of sandboxes) {
		const { exchanges } = await asked(account, AT_ONCE, now, (question, answer) =>
			exchangeOf(question, answer, null),
		);
		invented.push(...exchanges);
	}
	const vocabulary = vocabularyOf(invented.flatMap(({ bodies }) => bodies));
	const replacer = new Replacer(vocabulary);
	const exchanges: Exchange[] = [];
	const gaps: string[] = [];
	for (const account of accounts) {
		const live = await asked(
			account,
			pace,
			now,
			(question, answer) => exchangeOf(question, answer, replacer),
			say,
		);
		exchanges.push(...live.exchanges);
		gaps.push(...live.gaps);
	}
	return {
		exchanges,
		gaps,
		differences: differences(exchanges, invented, vocabulary),
		unknown: replacer.unknown(),
	};
}
