import { expect, test } from '@jest/globals';
import { giftToTester } from '../../../nodes/Reachdesk/gifts/giftToTester.ts';
import { requestIdOf } from '../../../nodes/Reachdesk/gifts/requestId.ts';
import { ANY_TIME } from '../../../nodes/Reachdesk/gifts/timing.ts';
import { CAMPAIGN, EMAIL, giftTo } from './gifts.mts';

const TESTER = 'tester@work.example';
const gift = giftTo(EMAIL, 'hibob:1:birthday:2026', CAMPAIGN, '1');
const known = { company_name: 'Acme', country: 'GB', role: 'Engineer' };

test('a gift to a tester has a key of its own, and nothing that finds the employee', () => {
	const recipient = {
		...gift.request.recipient,
		...known,
		phone: '+44 1',
		address_line_1: '1 High St',
	};
	const sent = giftToTester(
		{
			...gift,
			request: { ...gift.request, recipient },
			caps: [{ per: 'personYear', gifts: 1, amount: null, giftCost: null, unknownCost: 'hold' }],
			alsoAt: [EMAIL],
			timing: { ...ANY_TIME, whyNotDue: 'It is a preview' },
		},
		TESTER,
		'17',
	);
	expect(sent).toStrictEqual({
		...gift,
		key: 'test:17',
		request: {
			...gift.request,
			request_id: requestIdOf('test:17', CAMPAIGN),
			recipient: { first_name: 'Noa', last_name: 'Levi', email: TESTER, ...known },
		},
		timing: ANY_TIME,
		caps: [],
		alsoAt: [],
		about: null,
	});
});

test('a gift to a tester has only what the employee’s has', () => {
	expect(giftToTester(gift, TESTER, '17').request.recipient).toStrictEqual({
		first_name: 'Noa',
		last_name: 'Levi',
		email: TESTER,
	});
});
