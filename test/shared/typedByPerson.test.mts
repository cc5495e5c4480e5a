import { describe, expect, test } from '@jest/globals';
import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { checkTyped, holdsExpression } from '../../nodes/shared/typedByPerson.ts';
import { partial } from './partial.mts';

function check(parameters: INodeParameters, ...path: string[]): void {
	const context = partial<IExecuteFunctions>({ getNode: () => ({ parameters }) });
	checkTyped(context, 'Send for Agents', ...path);
}

describe('a permission', () => {
	test.each<[string, INodeParameters]>([
		['switched on', { safety: { sendForAgents: true } }],
		['absent', { safety: {} }],
		['absent with its group', {}],
		['beside an expression', { safety: { sendForAgents: true, caps: '={{ $json.caps }}' } }],
		['a text with an equals sign in it', { safety: { sendForAgents: 'a=b' } }],
		['a text with braces', { safety: { sendForAgents: '{ {$json} }' } }],
		['in a list', { safety: ['={{ 1 }}'] }],
	])('counts when it is %s', (_, parameters) => {
		expect(() => {
			check(parameters, 'safety', 'sendForAgents');
		}).not.toThrow();
	});

	test.each<[string, INodeParameters]>([
		['an expression', { safety: { sendForAgents: '={{ true }}' } }],
		['one without n8n’s equals sign', { safety: { sendForAgents: 'x {{ $json.yes }}' } }],
		['in a group that is an expression', { safety: '={{ $json.safety }}' }],
	])('does not count when it is %s', (_, parameters) => {
		expect(() => {
			check(parameters, 'safety', 'sendForAgents');
		}).toThrow(
			expect.objectContaining({
				message: "'Send for Agents' is an expression, and it counts only when a person sets it",
				remedy: "Nothing was done. Set 'Send for Agents' to Fixed in the panel of this node",
			}),
		);
	});
});

test.each<[unknown, boolean]>([
	['text', false],
	['=1', true],
	['a {{ 1 }}', true],
	['a = 1', false],
	[17, false],
	[null, false],
	[[], false],
	[['text', ['={{ 1 }}']], true],
	[['text', 'more'], false],
	[{ one: 'text', other: { more: '=1' } }, true],
	[{ one: 'text', other: { more: '1' } }, false],
	[{}, false],
])('%j holds an expression: %s', (stored, holds) => {
	expect(holdsExpression(stored)).toBe(holds);
});
