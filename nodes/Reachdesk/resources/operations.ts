import type { Operations } from '../../shared/itemByItem';
import { getContacts } from './contact/getMany';
import { createGdprRequest, getGdprRequest } from './gdprRequest/gdprRequests';
import { getGift, getGifts } from './gift/readGifts';
import { getOrganization } from './organization/get';
import { getTransactions } from './transaction/getMany';

/** What the Reachdesk node does item by item. Sending looks at all items together. */
export const OPERATIONS: Operations = {
	contact: { getAll: getContacts },
	gdprRequest: { create: createGdprRequest, get: getGdprRequest },
	gift: { get: getGift, getAll: getGifts },
	organization: { get: getOrganization },
	transaction: { getAll: getTransactions },
};
