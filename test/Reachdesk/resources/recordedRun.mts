import { jest } from '@jest/globals';
import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import type { SendOwners } from '../../../nodes/Reachdesk/attempts/sendOwners.ts';
import { StoreError } from '../../../nodes/Reachdesk/attempts/storeError.ts';
import type { Gift, SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import type { Outcome } from '../../../nodes/Reachdesk/gifts/outcome.ts';
import type { Refusal } from '../../../nodes/Reachdesk/gifts/refusal.ts';
import type { Budget } from '../../../nodes/Reachdesk/resources/gift/budget.ts';
import type { GiftResults } from '../../../nodes/Reachdesk/resources/gift/results.ts';
import { SendBreaker } from '../../../nodes/Reachdesk/resources/gift/sendBreaker.ts';
import { partial } from '../../shared/partial.mts';
import { giftTo, sendRow } from '../gifts/gifts.mts';
import { onePageOf } from '../transport/pagedList.mts';

export const BUSY = new StoreError({ code: 'SQLITE_BUSY' });
export const OVER: Outcome = { outcome: 'overBudget', explanation: 'Over the cap', gift: null };

export const emailOf = (person: number) => `person.${String(person)}@work.example`;
export const giftOf = (person: number): SingleGift =>
	giftTo(emailOf(person), `hibob:${String(person)}:birthday:2026`);

/** A row of Reachdesk’s list for a gift of a moment ago. */
export const rowOf = (person: number): object =>
	sendRow({
		id: 4_000 + person,
		email: emailOf(person),
		created_at: new Date().toISOString(),
	});

interface Asked {
	method: string;
	body: unknown;
}

let accounts = 0;

/** What the runs of Send and Send Many have in common: an account, caps, and what they report. */
export abstract class RecordedRun {
	sending = 'on';
	private readonly apiToken = `token ${String(++accounts)}`;
	credential = (): object => ({
		apiToken: this.apiToken,
		baseUrl: 'https://reachdesk.example',
		sending: this.sending,
	});
	readonly cancellation = new AbortController();
	mode: WorkflowExecuteMode = 'trigger';
	executionId = '1';

	readonly outcomes = new Map<string, Outcome>();
	readonly refusals = new Map<string, Refusal>();
	/** messages */
	readonly failures = new Map<string, string>();
	readonly breaker = new SendBreaker();

	readonly note = jest.fn<SendOwners['note']>(
		async (notes) => await Promise.resolve(new Set(notes.map(({ gift }) => gift.key))),
	);
	readonly budget = {
		reserve: jest.fn<Budget['reserve']>().mockReturnValue(null),
		noteSending: jest.fn<Budget['noteSending']>().mockResolvedValue(true),
		giveBack: jest.fn<Budget['giveBack']>(),
		made: jest.fn<Budget['made']>(),
	};

	/** Reachdesk’s answer to a request */
	protected abstract answerTo(asked: Asked): { statusCode: number; body: unknown };

	protected context(): IExecuteFunctions {
		return partial<IExecuteFunctions>({
			getCredentials: async () => await Promise.resolve(this.credential()),
			getNode: () => ({ name: 'Reachdesk' }),
			getMode: () => this.mode,
			getExecutionId: () => this.executionId,
			getExecutionCancelSignal: () => this.cancellation.signal,
			helpers: {
				httpRequestWithAuthentication: async (_credential: string, asked: Asked) =>
					await Promise.resolve({ ...this.answerTo(asked), headers: {} }),
			},
		});
	}

	protected results<G extends Gift>(gifts: readonly G[]): GiftResults<G> {
		return partial<GiftResults<G>>({
			gifts,
			report: ({ key }: Gift, outcome: Outcome) => this.outcomes.set(key, outcome),
			refuse: ({ key }: Gift, refusal: Refusal) => this.refusals.set(key, refusal),
			fail: ({ key }: Gift, error: Error) => this.failures.set(key, error.message),
		});
	}

	/** Nobody knows whose a listed send is. */
	protected owners(): SendOwners {
		return partial<SendOwners>({
			note: this.note,
			ownersOf: async () => await Promise.resolve(() => 'unknown' as const),
		});
	}
}

/** An answer that has these rows as the whole list. */
export const listOf = (rows: readonly object[]) => ({ statusCode: 200, body: onePageOf(rows) });
