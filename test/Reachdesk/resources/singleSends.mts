import { jest } from '@jest/globals';
import type { AgentQuota } from '../../../nodes/Reachdesk/attempts/agentQuota.ts';
import type { AttemptLog } from '../../../nodes/Reachdesk/attempts/attemptLog.ts';
import { recipientDedupeKey } from '../../../nodes/Reachdesk/gifts/duplicateCheck.ts';
import type { Gift, SingleGift } from '../../../nodes/Reachdesk/gifts/gift.ts';
import type { Outcome } from '../../../nodes/Reachdesk/gifts/outcome.ts';
import type { Refusal } from '../../../nodes/Reachdesk/gifts/refusal.ts';
import type { Budget } from '../../../nodes/Reachdesk/resources/gift/budget.ts';
import type { ExecutionMemory } from '../../../nodes/Reachdesk/resources/gift/executionMemory.ts';
import { Pace } from '../../../nodes/Reachdesk/resources/gift/pace.ts';
import type { SafetySettings } from '../../../nodes/Reachdesk/resources/gift/safetySettings.ts';
import type { SendRun } from '../../../nodes/Reachdesk/resources/gift/sendOne.ts';
import { partial } from '../../shared/partial.mts';
import { giftOf, listOf, RecordedRun } from './recordedRun.mts';

/** A run of Send: its account, and what it does with n8n’s database. */
export class SingleSends extends RecordedRun {
	/** Reachdesk’s answer to a POST */
	answer: () => { statusCode: number; body: unknown } = () => ({
		statusCode: 201,
		body: { id: 4711, status: 'processed' },
	});
	/** the rows of Reachdesk’s list; null while it fails */
	listed: object[] | null = [];
	/** how many gifts were posted */
	posts = 0;
	readonly planned = new Map<string, Gift>();

	readonly log = {
		claim: jest.fn<AttemptLog['claim']>(
			async (due) => await Promise.resolve(new Set(due.map(({ gift }) => gift))),
		),
		confirm: jest.fn<AttemptLog['confirm']>().mockResolvedValue(undefined),
		undo: jest.fn<AttemptLog['undo']>().mockResolvedValue(undefined),
		withdraw: jest.fn<AttemptLog['withdraw']>().mockResolvedValue(undefined),
	};
	readonly quota = { giveBack: jest.fn<AgentQuota['giveBack']>().mockResolvedValue(undefined) };

	/** What the steps of the run share; `changes` say what it does without. */
	run(changes: Partial<SendRun> = {}): SendRun {
		return {
			context: this.context(),
			results: this.results<SingleGift>([]),
			safety: partial<SafetySettings>({ sendsNothing: null }),
			memory: partial<ExecutionMemory>({ planned: this.planned }),
			log: partial<AttemptLog>(this.log),
			times: null,
			quota: partial<AgentQuota>(this.quota),
			owners: this.owners(),
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

	protected answerTo({ method }: { method: string }) {
		if (method !== 'POST') {
			return this.listed ? listOf(this.listed) : { statusCode: 503, body: '' };
		}
		this.posts += 1;
		return this.answer();
	}
}
