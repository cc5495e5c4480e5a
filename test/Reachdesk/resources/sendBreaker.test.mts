import { expect, test } from '@jest/globals';
import {
	budgetLost,
	notClaimed,
	notNoted,
	SendBreaker,
} from '../../../nodes/Reachdesk/resources/gift/sendBreaker.ts';
import { CAMPAIGN, EMAIL, giftTo } from '../gifts/gifts.mts';
import { BUSY } from './recordedRun.mts';

const REMEDY =
	'Run again. Nothing is sent twice. If this keeps happening, check n8n’s log for SQLITE_BUSY';

test('the first reason stays', () => {
	const breaker = new SendBreaker();
	expect(breaker.why).toBeNull();
	breaker.open(budgetLost);
	breaker.open({ ...budgetLost, message: 'another' });
	expect(breaker.why).toBe(budgetLost);
});

test('n8n’s database may fail once', () => {
	const breaker = new SendBreaker();
	breaker.noteStoreError(BUSY);
	expect(breaker.why).toBeNull();
	breaker.noteStoreError(BUSY);
	expect(breaker.why).toEqual({
		message: 'Skipped because n8n’s database was busy several times in this run',
		remedy: REMEDY,
		everyGift: true,
		status: null,
	});
});

test('lost caps end the run, and say when to run again', () => {
	expect(budgetLost).toEqual({
		message: 'Skipped because another execution started to send under the same caps',
		remedy: 'Run again when it has finished. Nothing is sent twice',
		everyGift: true,
		status: null,
	});
});

test('a gift that could not be claimed is refused alone, by its key if that says nothing personal', () => {
	const refusal = (employee?: string) =>
		notClaimed(BUSY, giftTo(EMAIL, 'hibob:1:birthday:2026', CAMPAIGN, employee));
	expect(refusal('1')).toEqual({
		message: 'hibob:1:birthday:2026 was not sent because n8n’s database was busy',
		remedy: REMEDY,
		everyGift: false,
		status: null,
	});
	expect(refusal().message).toBe('This gift was not sent because n8n’s database was busy');
});

test('a gift that could not be noted says what prevents a second one', () => {
	const sent = {
		outcome: 'sent',
		explanation: 'Reachdesk accepted the gift',
		gift: { id: 1 },
	} as const;
	expect(notNoted(sent, BUSY)).toEqual({
		...sent,
		explanation:
			'Reachdesk accepted the gift. n8n could not record it because n8n’s database was busy. Reachdesk’s list of sends prevents a second gift',
	});
});
