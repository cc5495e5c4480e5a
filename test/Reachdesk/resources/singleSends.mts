import { jest } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { AgentQuota } from '../../../nodes/Reachdesk/attempts/agentQuota.ts';
import type { AttemptLog } from '../../../nodes/Reachdesk/attempts/attemptLog.ts';
import type { SendOwners } from '../../../nodes/Reachdesk/attempts/sendOwners.ts';
import { recipientDedupeKey } from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import type { Gift, SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import type { Outcome } from '../../../nodes/Reachdesk/gifts/outcome.ts';
import type { Refusal } from '../../../nodes/Reachdesk/gifts/refusal.ts';
import type { Budget } from '../../../nodes/Reachdesk/resources/gift/budget.ts';
import type { ExecutionMemory } from '../../../nodes/Reachdesk/resources/gift/executionMemory.ts';
import { Pace } from '../../../nodes/Reachdesk/resources/gift/pace.ts';
import type { GiftResults } from '../../../nodes/Reachdesk/resources/gift/results.ts';
import type { SafetySettings } from '../../../nodes/Reachdesk/resources/gift/safetySettings.ts';
import { SendBreaker } from '../../../nodes/Reachdesk/resources/gift/sendBreaker.ts';
import type { SendRun } from '../../../nodes/Reachdesk/resources/gift/sendOne.ts';
import { partial } from '../../shared/partial.mts';
import { giftTo, sendRow } from '../gifts/gifts.mts';
import { onePageOf } from '../transport/pagedList.mts';

const emailOf = (person: number) => `person.${String(person)}@work.example`;

export const giftOf = (person: number): SingleGift =>
	giftTo(emailOf(person), `hibob:${String(person)}:birthday:2026`);

/** A run of Send: its account, and what it does with n8n’s database. */
export class SingleSends {
	/** Reachdesk’s answer to a POST */
	answer: () => { statusCode: number; body: unknown } = () => ({
		statusCode: 201,
		body: { id: 4711, status: 'processed' },
	});
	/** the rows of Reachdesk’s list; null while it fails */
	listed: object[] | null = [];
	/** whose gifts were posted, in their order */
	readonly posted: string[] = [];
	credential: () => object = () => ({
		apiToken: 'token',
		baseUrl: 'https://reachdesk.example',
		sending: 'on',
	});
	readonly cancellation = new AbortController();

	readonly outcomes = new Map<string, Outcome>();
	readonly refusals = new Map<string, Refusal>();
	readonly breaker = new SendBreaker();
	readonly planned = new Map<string, Gift>();

	readonly log = {
		claim: jest.fn<AttemptLog['claim']>(
			async (due) => await Promise.resolve(new Set(due.map(({ gift }) => gift))),
		),
		confirm: jest.fn<AttemptLog['confirm']>().mockResolvedValue(undefined),
		undo: jest.fn<AttemptLog['undo']>().mockResolvedValue(undefined),
		withdraw: jest.fn<AttemptLog['withdraw']>().mockResolvedValue(undefined),
	};
	readonly note = jest.fn<SendOwners['note']>(
		async (notes) => await Promise.resolve(new Set(notes.map(({ gift }) => gift.key))),
	);
	readonly quota = { giveBack: jest.fn<AgentQuota['giveBack']>().mockResolvedValue(undefined) };
	readonly budget = {
		reserve: jest.fn<Budget['reserve']>().mockReturnValue(null),
		noteSending: jest.fn<Budget['noteSending']>().mockResolvedValue(true),
		giveBack: jest.fn<Budget['giveBack']>(),
		made: jest.fn<Budget['made']>(),
	};

	/** What the steps of the run share; `changes` say what it does without. */
	run(changes: Partial<SendRun> = {}): SendRun {
		return {
			context: this.context(),
			results: partial<GiftResults<SingleGift>>({
				report: ({ key }: Gift, outcome: Outcome) => this.outcomes.set(key, outcome),
				refuse: ({ key }: Gift, refusal: Refusal) => this.refusals.set(key, refusal),
			}),
			safety: partial<SafetySettings>({ sendsNothing: null }),
			memory: partial<ExecutionMemory>({ planned: this.planned }),
			log: partial<AttemptLog>(this.log),
			times: null,
			quota: partial<AgentQuota>(this.quota),
			owners: partial<SendOwners>({
				note: this.note,
				ownersOf: async () => await Promise.resolve(() => 'unknown' as const),
			}),
			budget: partial<Budget>(this.budget),
			breaker: this.breaker,
			pace: new Pace(0),
			...changes,
		};
	}

	plan(...gifts: SingleGift[]): void {
		for (const gift of gifts) this.planned.set(recipientDedupeKey(gift), gift);
	}

	outcomeOf(person: number): Outcome | undefined {
		return this.outcomes.get(giftOf(person).key);
	}

	refusalOf(person: number): Refusal | undefined {
		return this.refusals.get(giftOf(person).key);
	}

	/** A row of Reachdesk’s list for a gift of a moment ago. */
	rowOf(person: number, changes: Readonly<Record<string, unknown>> = {}): object {
		const created_at = new Date().toISOString();
		return sendRow({ id: 4_000 + person, email: emailOf(person), created_at, ...changes });
	}

	private context(): IExecuteFunctions {
		return partial<IExecuteFunctions>({
			getCredentials: async () => await Promise.resolve(this.credential()),
			getNode: () => ({ name: 'Reachdesk' }),
			getExecutionCancelSignal: () => this.cancellation.signal,
			helpers: {
				httpRequestWithAuthentication: async (
					_credential: string,
					{ method, body }: { method: string; body: { recipient: { email: string } } },
				) => {
					await Promise.resolve();
					if (method !== 'POST') return this.list();
					this.posted.push(body.recipient.email);
					return { ...this.answer(), headers: {} };
				},
			},
		});
	}

	private list() {
		return this.listed
			? { statusCode: 200, headers: {}, body: onePageOf(this.listed) }
			: { statusCode: 503, headers: {}, body: '' };
	}
}
