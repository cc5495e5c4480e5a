import { describe, expect, test } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { SafetySettings } from '../../../nodes/Reachdesk/resources/gift/safetySettings.ts';
import { sharedParts } from '../../../nodes/Reachdesk/resources/gift/send.ts';
import { partial } from '../../shared/partial.mts';
import { Row } from '../attempts/processedRow.mts';

describe('what a run remembers', () => {
	const partsOf = (duplicateProtection: boolean, testRecipient: string | null) => {
		const context = partial<IExecuteFunctions>({
			...new Row().context(),
			getContext: () => ({}),
		});
		const safety = partial<SafetySettings>({
			duplicateProtection,
			testRecipient,
			settleMinutes: 15,
			agentGiftsPerDay: null,
			otherSends: new Set(),
		});
		const { log, owners, times } = sharedParts(context, safety);
		return [log, owners, times].map((part) => part !== null);
	};

	test.each([
		['with duplicate protection', true, null, true],
		['without it', false, null, false],
		// the tester gets each gift once, too
		['without it, in a test run to a test recipient', false, 'me@example.com', true],
	])('%s', (_, isProtected, testRecipient, remembers) => {
		expect(partsOf(isProtected, testRecipient)).toEqual([remembers, remembers, remembers]);
	});
});
