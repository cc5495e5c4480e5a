import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { asNodeError } from '../../../shared/nodeErrors';
import { FIELDS } from '../../employees/fields';
import { textOf } from '../../employees/hibobRecord';
import { readRoster } from '../../employees/roster';
import { searchPeople } from '../../transport/peopleSearch';

const MOST_SHOWN = 100;

/** The people the service user has access to, by name or work email address. */
export async function searchEmployees(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { id, displayName, workEmail } = FIELDS;
	const answer = await searchPeople(this, [id.id, displayName.id, workEmail.id])
		.then(readRoster)
		.catch((error: unknown) => {
			throw asNodeError(this.getNode(), error);
		});
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: answer.employees
			.map((record) => {
				const name = textOf(record, 'displayName') ?? record.id;
				const email = textOf(record, 'workEmail');
				return { name: email === null ? name : `${name} (${email})`, value: record.id };
			})
			.filter(({ name }) => name.toLowerCase().includes(wanted))
			.sort((one, other) => one.name.localeCompare(other.name))
			.slice(0, MOST_SHOWN),
	};
}
