import { withTypesOfCombined, withTypesOfHalves } from '../../packages/halves.cjs';

/**
 * Whether n8n gets the two packages of one service each instead of the combined one, as `N8N_PACKAGES=halves`
 * asks for. Whoever writes a workflow or reads an answer names the types of the combined package in any case.
 */
export const HAS_HALVES = process.env.N8N_PACKAGES === 'halves';

const changed = (value: object, change: (text: string) => string): object => {
	const copy: unknown = JSON.parse(change(JSON.stringify(value)));
	return typeof copy === 'object' && copy !== null ? copy : value;
};

/** What is sent to n8n, with the node types of the packages that it has. */
export const toInstalled = (body: object | undefined): object | undefined =>
	HAS_HALVES && body ? changed(body, withTypesOfHalves) : body;

/** What n8n answers, with the node types of the combined package. */
export const fromInstalled = (answer: unknown): unknown =>
	HAS_HALVES && typeof answer === 'object' && answer !== null
		? changed(answer, withTypesOfCombined)
		: answer;
