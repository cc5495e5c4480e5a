import { caps } from './caps.mts';
import { giftLog } from './giftLog.mts';
import { idle } from './idle.mts';
import { idleWrites } from './idleWrites.mts';
import { inN8n } from './inN8n.mts';
import { reading, rosterEvents, runCompleted } from './oneProcess.mts';
import { campaignPicker, repeats } from './repeats.mts';
import { rosterSync } from './rosterSync.mts';
import { sendGifts } from './sendGifts.mts';
import type { Series } from './series.mts';
import { sites } from './sites.mts';

/** All that `npm run bench` measures, in the order of the report. */
export const ALL_SERIES: readonly Series[] = [
	...[inN8n, reading, rosterEvents, runCompleted],
	...[idle, idleWrites, sites],
	...[rosterSync, sendGifts, repeats, campaignPicker, caps, giftLog],
];
