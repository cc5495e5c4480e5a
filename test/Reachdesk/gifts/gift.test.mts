import { expect, test } from '@jest/globals';
import { personalTexts } from '../../../nodes/Reachdesk/gifts/gift.ts';
import { giftTo } from './gifts.mts';

const { request } = giftTo();

test('what a request says about its recipient is all but the address and the terms of the API', () => {
	const recipient = {
		first_name: 'Noa',
		last_name: 'Levi',
		email: 'noa@work.example',
		company_name: 'Acme',
		street_address_1: '1 High Street',
		country: 'GB',
		phone_number: '+44 20 7946 0000',
		provider: 'hibob',
		provider_contact_id: '3332883884017713938',
		provider_contact_type: 'employee',
	} as const;
	expect(personalTexts({ ...request, recipient })).toEqual([
		'Noa',
		'Levi',
		'Acme',
		'1 High Street',
		'+44 20 7946 0000',
		'3332883884017713938',
	]);
});

test('what was written for the recipient counts, too', () => {
	const texts = personalTexts({
		...request,
		bundle_handwritten_note: 'Well done, Noa!',
		packaging_notes: 'Blue paper',
		custom_attributes: [{ name: 'department', value: 'R&D' }],
	});
	expect(texts.slice(2)).toEqual(['R&D', 'Well done, Noa!', 'Blue paper']);
});

test('a text of one letter says nothing about anybody, with or without blanks around it', () => {
	const recipient = { first_name: ' N ', last_name: ' Li ', email: 'n@work.example', role: '' };
	expect(personalTexts({ ...request, recipient })).toEqual(['Li']);
});
