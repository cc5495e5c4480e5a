import { expect, test } from '@jest/globals';
import { bodyOf } from '../../../nodes/Reachdesk/transport/bodyOf.ts';
import { NoAnswer } from '../../../nodes/shared/httpAnswer.ts';
import { ANY_NODE } from '../../shared/anyNode.mts';

const BODY = { data: [] };
const read = (status: number) =>
	bodyOf(ANY_NODE, { status, headers: {}, body: BODY }, 'The list of sends');

test.each([200, 201, 299])('the body of an answer with status %d is read', (status) => {
	expect(read(status)).toBe(BODY);
});

test.each([199, 300, 401, 500])('an answer with status %d is an error of the list', (status) => {
	expect(() => read(status)).toThrow(
		expect.objectContaining({
			message: expect.stringMatching(/^The list of sends could not be read: /),
			description: expect.stringMatching(/\. Nothing was sent$/),
			httpCode: String(status),
		}),
	);
});

test('no answer is an error without a status', () => {
	const answer = new NoAnswer('ECONNRESET');
	expect(() => bodyOf(ANY_NODE, answer, 'The list of sends')).toThrow(
		expect.objectContaining({
			message: expect.stringMatching(/^The list of sends could not be read: /),
			httpCode: null,
		}),
	);
});
