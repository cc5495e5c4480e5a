import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { asNodeError } from '../../shared/nodeErrors';
import { timeZoneOptions } from '../../shared/schedule/timeZones';
import { YEAR_OF_BIRTH_FIELDS } from '../employees/fields';
import { LISTS } from '../employees/lists';
import { readFieldMetadata } from '../transport/fieldMetadata';
import type { FieldMetadata } from '../transport/fieldMetadata';
import { readCurrentEntries, readListItems, readNamedLists } from '../transport/namedLists';

type LoadOptions = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

const DATE_TYPES = ['date', 'short-date'];

/** The names in a HiBob list. They are chosen and compared as they are. */
const itemsOf = (list: string): LoadOptions =>
	async function (this: ILoadOptionsFunctions) {
		const names = await readListItems(this, list).catch((error: unknown) => {
			throw asNodeError(this.getNode(), error);
		});
		return names.map((name) => ({ name, value: name }));
	};

/**
 * HiBob’s sites, chosen by their ids, which stay the same when a site is renamed. HiBob documents that
 * employees have the id of their site. It does not for other lists, so those are chosen by name.
 */
async function getSites(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const sites = await readCurrentEntries(this, LISTS.site).catch((error: unknown) => {
		throw asNodeError(this.getNode(), error);
	});
	return sites
		.map(({ id, name }) => ({ name, value: typeof id === 'number' ? String(id) : name }))
		.sort((one, other) => one.name.localeCompare(other.name));
}

/** HiBob’s fields, with the names and categories that people see in HiBob. */
const fieldsThat = (isWanted: (field: FieldMetadata) => boolean): LoadOptions =>
	async function (this: ILoadOptionsFunctions) {
		const fields = await readFieldMetadata(this).catch((error: unknown) => {
			throw asNodeError(this.getNode(), error);
		});
		return fields
			.filter(isWanted)
			.map(({ id, name, category }) => ({
				name: `${category}: ${name}`,
				value: id,
				description: id,
			}))
			.sort((one, other) => one.name.localeCompare(other.name));
	};

/** The names of all lists. */
async function getLists(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const lists = await readNamedLists(this, false).catch((error: unknown) => {
		throw asNodeError(this.getNode(), error);
	});
	return lists.map(({ name }) => ({ name, value: name }));
}

/** The lists in the panels of the trigger and the action. */
export const listOptions = {
	...timeZoneOptions,
	getSites,
	getDepartments: itemsOf(LISTS.department),
	getEmploymentTypes: itemsOf(LISTS.employmentType),
	getCountries: itemsOf(LISTS.country),
	getLists,
	getLifecycleStatuses: itemsOf(LISTS.lifecycleStatus),
	getFields: fieldsThat(({ id }) => !YEAR_OF_BIRTH_FIELDS.includes(id)),
	getDateFields: fieldsThat(
		({ id, type }) => DATE_TYPES.includes(type) && !YEAR_OF_BIRTH_FIELDS.includes(id),
	),
};
