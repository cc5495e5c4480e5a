import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Operations } from '../../shared/itemByItem';
import { getContacts } from './contact/getMany';
import { createGdprRequest, getGdprRequest } from './gdprRequest/gdprRequests';
import { getGift, getGifts } from './gift/readGifts';
import { sendGifts } from './gift/send';
import { sendManyGifts } from './gift/sendMany';
import { getOrganization } from './organization/get';
import { checkSetup } from './setup/check';
import { getTransactions } from './transaction/getMany';

/** The operations that run item by item. */
export const OPERATIONS: Operations = {
	contact: { getAll: getContacts },
	gdprRequest: { create: createGdprRequest, get: getGdprRequest },
	gift: { get: getGift, getAll: getGifts },
	organization: { get: getOrganization },
	setup: { check: checkSetup },
	transaction: { getAll: getTransactions },
};

/**
 * The operations that need all items together: gifts must not be sent twice within a run either.
 */
export const SENDING: ReadonlyMap<
	string,
	(context: IExecuteFunctions) => Promise<INodeExecutionData[]>
> = new Map([
	['send', sendGifts],
	['sendMany', sendManyGifts],
]);
