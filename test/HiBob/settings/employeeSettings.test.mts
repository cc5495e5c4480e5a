import { expect, test } from '@jest/globals';
import { employeeSettings } from '../../../nodes/HiBob/settings/employeeSettings.ts';
import { pollContext } from '../../n8nCore.mts';
import { triggerNode } from '../resources/publishedTrigger.mts';

const NOWHERE = { serviceUser: { id: 'x', token: 'x' }, url: 'http://127.0.0.1:9/v1' };

test('employees without occasions need no dates but those of the rules, and no place', () => {
	const { wanted, requested } = employeeSettings(pollContext(triggerNode(NOWHERE)));
	expect(wanted).toEqual([]);
	expect(requested.required).toContain('work.startDate');
	expect(requested.required).not.toContain('personal.shortBirthDate');
	expect(requested.place).toEqual([]);
});
