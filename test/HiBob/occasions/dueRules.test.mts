import { expect, test } from '@jest/globals';
import { dueRulesOf, readDueRules, wantedBy } from '../../../nodes/HiBob/occasions/dueRules.ts';
import { wantedCustomDate } from '../../../nodes/HiBob/occasions/occasion.ts';
import { duePolicy } from './duePolicies.mts';
import { birthday } from './wanted.mts';

test.each(['constructor', '__proto__', 'toString'])(
	'a date field with the name of something in every object (%s) has the rules that it was given, or none',
	(field) => {
		const wanted = wantedCustomDate(field, 'once');
		expect(wantedBy(dueRulesOf([birthday], duePolicy({})), wanted)).toBeNull();
		const stored: unknown = JSON.parse(JSON.stringify(dueRulesOf([wanted], duePolicy({}))));
		const rules = readDueRules(stored);
		expect(rules && wantedBy(rules, wanted)).toEqual(wanted);
	},
);
