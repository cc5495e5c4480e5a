import { someEvent } from '../../../shared/declaredParameter';
import { ExplainedError } from '../../../shared/explainedError';
import type { ParameterReader } from '../../../shared/parameterReader';
import {
	collectionOf,
	flagOf,
	oneOf,
	presetFor,
	textsOf,
	wholeNumber,
} from '../../../shared/parameterValue';
import { RUN_COMPLETED } from '../../../shared/schedule/runCompleted';
import type { RunSchedule } from '../../../shared/schedule/runSchedule';
import { scheduleOf } from '../../../shared/schedule/scheduleProperties';
import { campaignIdOf } from '../../gifts/campaignId';
import { GIFT_EVENTS } from '../../gifts/giftEvents';
import type { GiftEvent } from '../../gifts/giftEvents';

export const UNCLAIMED_AFTER = 14;
export const WATCHED_DAYS = 60;

/** What the user chose in the panel of the trigger, checked. */
export interface GiftTriggerSettings {
	events: ReadonlySet<GiftEvent>;
	/** whether each run returns a Run Completed item */
	reportsRuns: boolean;
	/** days after which a gift that waits for its recipient counts as unclaimed */
	unclaimedAfter: number;
	schedule: RunSchedule;
	/** for how many days after their creation gifts are watched */
	watchedDays: number;
	/** empty for all */
	campaigns: ReadonlySet<number>;
	simplify: boolean;
}

/**
 * Reads and checks the parameters.
 *
 * @throws ExplainedError that names the field and what it accepts
 */
export function giftTriggerSettings(context: ParameterReader): GiftTriggerSettings {
	const options = collectionOf(context.getNodeParameter('options', {}));
	const events = someEvent(
		textsOf('Trigger On', context.getNodeParameter('events', [])).map((event) =>
			oneOf('Trigger On', event, [...GIFT_EVENTS, RUN_COMPLETED.value]),
		),
		'Trigger On',
	);
	const watchedDays = wholeNumber(
		'Watched Days',
		presetFor(options.watchedDays, WATCHED_DAYS),
		1,
		366,
	);
	const unclaimedAfter = events.includes('unclaimed')
		? wholeNumber(
				'Unclaimed After (Days)',
				context.getNodeParameter('unclaimedAfter', UNCLAIMED_AFTER),
				1,
				365,
			)
		: UNCLAIMED_AFTER;
	if (events.includes('unclaimed') && unclaimedAfter >= watchedDays) {
		throw new ExplainedError(
			"'Unclaimed After (Days)' is not shorter than 'Watched Days', so no gift would ever be reported",
			"Raise 'Watched Days', or lower 'Unclaimed After (Days)'",
		);
	}
	const campaigns = textsOf('Campaigns', options.campaigns ?? '');
	return {
		events: new Set(events.filter((event) => event !== RUN_COMPLETED.value)),
		reportsRuns: events.includes(RUN_COMPLETED.value),
		unclaimedAfter,
		schedule: scheduleOf(context),
		watchedDays,
		campaigns: new Set(campaigns.map((campaign) => campaignIdOf(campaign, 'Campaigns'))),
		simplify: flagOf('Simplify', presetFor(options.simplify, true)),
	};
}
