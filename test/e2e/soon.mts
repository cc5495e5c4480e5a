import { everySeconds, pollTimesAt } from '../../sandbox/n8n/workflowParts.mts';

/** Settings of a trigger that runs soon and again, where the schedule is not what is looked at. */
export const SOON = { run: 'everyPoll', pollTimes: pollTimesAt(everySeconds(10)) };

/** For such a trigger: on a busy machine, too, a run is over before the next one begins. */
export const ONE_AT_A_TIME = { env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' } };
