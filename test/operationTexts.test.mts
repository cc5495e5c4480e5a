import { describe, expect, it } from '@jest/globals';
import type { INodeProperties } from 'n8n-workflow';
import { HiBob } from '../nodes/HiBob/HiBob.node.ts';
import { HiBobTrigger } from '../nodes/HiBob/HiBobTrigger.node.ts';
import { Reachdesk } from '../nodes/Reachdesk/Reachdesk.node.ts';
import { ReachdeskTrigger } from '../nodes/Reachdesk/ReachdeskTrigger.node.ts';

// n8n’s UX guidelines, “Operations name, action, and description”: what a reviewer of n8n looks at first.

interface OperationTexts {
	resource: string;
	name: string;
	action: string;
	description: string;
}

const choices = (property: INodeProperties | undefined) =>
	(property?.options ?? []).flatMap((option) => ('value' in option ? [option] : []));

const operationsIn = (properties: readonly INodeProperties[]): OperationTexts[] => {
	const resources = choices(properties.find(({ name }) => name === 'resource'));
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) => {
			const [value] = property.displayOptions?.show?.resource ?? [];
			const resource = resources.find((one) => one.value === value)?.name ?? '';
			return choices(property).map(({ name, action = '', description = '' }) => ({
				resource,
				name,
				action,
				description,
			}));
		});
};

const OPERATIONS = [new HiBob(), new Reachdesk()].flatMap(({ description }) =>
	operationsIn(description.properties).map(
		(texts) => [`${description.displayName}: ${texts.resource}: ${texts.name}`, texts] as const,
	),
);

/** Whose object is not the resource; n8n asks to name the object, and not the resource. */
const OBJECTS: Readonly<Record<string, string>> = { 'Get Who Is Out': 'who is out' };

const PROPER = /\b(?:GDPR|ID|HiBob|Reachdesk)\b/g;
const ARTICLE = /\b(?:a|an|the)\b/i;

const isSentenceCase = (text: string): boolean => {
	const plain = text.replace(PROPER, 'x');
	return /^[A-Z]/.test(plain) && !/[A-Z]/.test(plain.slice(1));
};

const mentions = (text: string, noun: string): boolean =>
	text.toLowerCase().includes(noun.toLowerCase().replace(/(?:s|y)$/, ''));

/** A full stop only where there is more than one sentence. */
const endsAsAsked = (text: string): boolean => text.endsWith('.') === /\. [A-Z]/.test(text);

describe('the texts of operations', () => {
	it('are there for each', () => {
		expect(OPERATIONS).toHaveLength(17);
	});

	it.each(OPERATIONS)('%s has a name in title case', (_, { name }) => {
		expect(name.split(' ').filter((word) => !/^[A-Z][a-z]+$/.test(word))).toEqual([]);
	});

	it.each(OPERATIONS)(
		'%s has an action in sentence case, without articles, that begins as the name and says of what',
		(_, { resource, name, action }) => {
			expect(action).not.toMatch(ARTICLE);
			expect(isSentenceCase(action)).toBe(true);
			expect(action.toLowerCase()).toMatch(new RegExp(`^${name.toLowerCase()}`));
			expect(mentions(action, OBJECTS[name] ?? resource)).toBe(true);
		},
	);

	it.each(OPERATIONS)(
		'%s has a description that names the resource and says more than the action',
		(_, { resource, action, description }) => {
			expect(/^[A-Z]/.test(description)).toBe(true);
			expect(mentions(description, resource)).toBe(true);
			expect(description.length).toBeGreaterThan(action.length);
			expect(endsAsAsked(description)).toBe(true);
		},
	);

	it.each([new HiBobTrigger(), new ReachdeskTrigger()])(
		'a trigger is called after its service, with Trigger at the end',
		({ description: { displayName, properties } }) => {
			expect(displayName).toMatch(/^(?:HiBob|Reachdesk) \w+ Trigger$/);
			const events = choices(properties.find(({ name }) => name === 'events'));
			expect(events.length).toBeGreaterThan(3);
			for (const { name, description } of events) {
				expect(name).toMatch(/^[A-Z]/);
				expect(endsAsAsked(description ?? '')).toBe(true);
			}
		},
	);
});
