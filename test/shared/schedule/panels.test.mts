import { describe, expect, it, test } from '@jest/globals';
import type { INode, INodeParameters, INodeType } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { HiBob } from '../../../nodes/HiBob/HiBob.node.ts';
import { HiBobTrigger } from '../../../nodes/HiBob/HiBobTrigger.node.ts';
import { workingDays } from '../../../nodes/HiBob/settings/when.ts';
import { ReachdeskTrigger } from '../../../nodes/Reachdesk/ReachdeskTrigger.node.ts';

/** The subtitle of a node on the canvas, as n8n works it out. */
function subtitleOf(type: INodeType, parameters: INodeParameters): unknown {
	const node: INode = {
		id: '1',
		name: 'Node',
		type: type.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const nodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return workflow.expression.getSimpleParameterValue(
		node,
		type.description.subtitle,
		'internal',
		{},
	);
}

describe.each([
	['HiBob', new HiBobTrigger()],
	['Reachdesk', new ReachdeskTrigger()],
])('the panel of the %s trigger', (service, type) => {
	const { properties, triggerPanel, activationMessage } = type.description;

	it('says right under n8n’s Poll Times what they are for', () => {
		expect(properties[0]).toMatchObject({
			type: 'notice',
			displayName: expect.stringMatching(
				new RegExp(`^Poll Times only sets .* sends no request to ${service}\\.$`),
			),
		});
	});

	it('asks for the events next', () => {
		expect(properties[1]).toMatchObject({ name: 'events', type: 'multiOptions' });
	});

	it('speaks of real people and gifts where n8n would speak of a mock event', () => {
		expect(activationMessage).toContain(service);
		expect(triggerPanel).toMatchObject({
			header: expect.stringContaining(service),
			executionsHelp: {
				inactive: expect.stringMatching(/few (?:of the next )?real/),
				active: expect.stringMatching(/few (?:of the next )?real/),
			},
			activationHint: { inactive: expect.any(String), active: expect.any(String) },
		});
	});
});

test('a week begins on Monday', () => {
	expect(workingDays.options?.map((option) => ('value' in option ? option.value : null))).toEqual([
		1, 2, 3, 4, 5, 6, 7,
	]);
});

test('subtitles are in title case', () => {
	const events = ['birthday', 'workAnniversary', 'daysAfterStart'];
	expect(subtitleOf(new HiBobTrigger(), { events })).toBe(
		'Birthday, Work Anniversary, Days After Start',
	);
	expect(subtitleOf(new ReachdeskTrigger(), { events: ['needsReview'] })).toBe('Needs Review');
	const fields = { operation: 'getAll', resource: 'employeeField' };
	expect(subtitleOf(new HiBob(), fields)).toBe('Get Many: Employee Field');
});
