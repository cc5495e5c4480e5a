import type { FastifyRequest } from 'fastify';
import type { CalendarEvent } from './calendarEvents.mts';
import { accessOf } from './gate.mts';
import type { FieldRow } from './fields.mts';
import type { NamedLists } from './namedLists.mts';
import type { Person } from './person.mts';
import type { ProjectionSources } from './projection.mts';
import type { Variants } from './variants.mts';

/** The company as the endpoints see it. */
export interface Company {
	today: () => string;
	/** everybody, perhaps as they were some seconds ago */
	people: () => Person[];
	/** may be changed: moving a field to another category moves its permission */
	fields: FieldRow[];
	lists: NamedLists;
	calendarEvents: CalendarEvent[];
	variants: Variants;
}

export const isActive = (person: Person) => person['internal.status'] === 'Active';

/** The people whom the service user behind a request may see. */
export const visiblePeople = (company: Company, request: FastifyRequest): Person[] =>
	company.people().filter((person) => accessOf(request).sees(person));

export const sourcesOf = (company: Company): ProjectionSources => ({
	fields: company.fields,
	lists: company.lists,
	people: company.people(),
	variants: company.variants,
});
