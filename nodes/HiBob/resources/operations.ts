import type { Operations } from '../../shared/itemByItem';
import { checkAccess } from './access/check';
import { getEmployee } from './employee/get';
import { getEmployees } from './employee/getMany';
import { getEmployeeFields } from './employeeField/getMany';
import { getLists } from './list/getMany';
import { getUpcoming } from './occasion/getUpcoming';
import { getWhoIsOut } from './timeOff/getWhoIsOut';

/** What the HiBob node can do. */
export const OPERATIONS: Operations = {
	access: { check: checkAccess },
	employee: { get: getEmployee, getAll: getEmployees },
	employeeField: { getAll: getEmployeeFields },
	list: { getAll: getLists },
	occasion: { getUpcoming },
	timeOff: { getWhoIsOut },
};
