import { describe, expect, test } from '@jest/globals';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { ExplainedError } from '../../nodes/shared/explainedError.ts';
import { apiError, asNodeError, failedItem } from '../../nodes/shared/nodeErrors.ts';
import { ANY_NODE } from './anyNode.mts';

const PANEL = 'Check the values and expressions in the panel of this node';

describe('an error', () => {
	test('of ours has its remedy below, and the item that it is about', () => {
		const error = asNodeError(ANY_NODE, new ExplainedError('No campaign', 'Choose one'), 3);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: 'No campaign',
			description: 'Choose one',
			context: { itemIndex: 3 },
		});
		expect(asNodeError(ANY_NODE, new ExplainedError('a', 'b')).context.itemIndex).toBeUndefined();
		expect(asNodeError(ANY_NODE, new ExplainedError('a', 'b'), 0).context.itemIndex).toBe(0);
	});

	test.each([
		[new Error('Cannot read it'), 'Cannot read it'],
		['a text', 'a text'],
	])('of another kind says where to look: %s', (thrown, message) => {
		const error = asNodeError(ANY_NODE, thrown, 1);
		expect(error).toMatchObject({ message, description: PANEL, context: { itemIndex: 1 } });
		expect(asNodeError(ANY_NODE, thrown).context.itemIndex).toBeUndefined();
	});

	test('of n8n stays itself, and says where to look unless it does already', () => {
		const told = new NodeOperationError(ANY_NODE, 'Expression failed', { description: 'Do this' });
		expect(asNodeError(ANY_NODE, told)).toBe(told);
		expect(told.description).toBe('Do this');
		const untold = new NodeOperationError(ANY_NODE, 'Expression failed');
		untold.description = undefined;
		expect(asNodeError(ANY_NODE, untold)).toBe(untold);
		expect(untold.description).toBe(PANEL);
		const api = new NodeApiError(ANY_NODE, {}, { message: 'Refused' });
		api.description = undefined;
		expect(asNodeError(ANY_NODE, api).description).toBe(PANEL);
	});
});

test('a refused request keeps only our words, the status and the item', () => {
	const explained = { message: 'HiBob refused the token', remedy: 'Make another' };
	const error = apiError(ANY_NODE, { ...explained, status: 401 }, 2);
	expect(error).toMatchObject({
		message: 'HiBob refused the token',
		description: 'Make another',
		httpCode: '401',
		context: { itemIndex: 2 },
	});
	const unanswered = apiError(ANY_NODE, { ...explained, status: null });
	expect(unanswered.message).toBe('HiBob refused the token');
	expect(unanswered.httpCode).toBeNull();
	expect(unanswered.context.itemIndex).toBeUndefined();
});

describe('a failed item', () => {
	const failed = asNodeError(ANY_NODE, new ExplainedError('No campaign', 'Choose one'));

	test('has message and remedy in one text, and nothing else', () => {
		expect(failedItem(failed, 4)).toEqual({
			json: { error: 'No campaign. Choose one' },
			pairedItem: { item: 4 },
		});
	});

	test('begins with what it is about', () => {
		expect(failedItem(failed, 0, 'hibob:1:birthday:2026').json).toEqual({
			error: 'hibob:1:birthday:2026: No campaign. Choose one',
		});
	});

	test('without a remedy ends with its message', () => {
		const error = new NodeOperationError(ANY_NODE, 'No campaign');
		error.description = undefined;
		expect(failedItem(error, 0).json).toEqual({ error: 'No campaign' });
	});
});
