import { afterEach, describe, expect, it } from '@jest/globals';
import {
	chosenPackages,
	nodeType,
	packageNames,
	workflowFolder,
} from '../../sandbox/n8n/ownPackages.mts';

const before = process.env.N8N_PACKAGES;
afterEach(() => {
	if (before === undefined) delete process.env.N8N_PACKAGES;
	else process.env.N8N_PACKAGES = before;
});

describe('the packages that a new n8n gets', () => {
	it('are the combined one unless told', () => {
		delete process.env.N8N_PACKAGES;
		expect(chosenPackages()).toBe('combined');
		expect(packageNames()).toEqual(['n8n-nodes-hibob-reachdesk']);
		expect(nodeType('hiBobTrigger')).toBe('n8n-nodes-hibob-reachdesk.hiBobTrigger');
		expect(workflowFolder()).toMatch(/[\\/]workflows$/);
		expect(workflowFolder()).not.toMatch(/build/);
	});

	it('are the two of one service, with types and workflows of theirs', () => {
		process.env.N8N_PACKAGES = 'pair';
		expect(packageNames()).toEqual(['n8n-nodes-hibob', 'n8n-nodes-reachdesk']);
		expect(nodeType('hiBobTrigger')).toBe('n8n-nodes-hibob.hiBobTrigger');
		expect(nodeType('reachdeskTool')).toBe('n8n-nodes-reachdesk.reachdeskTool');
		expect(workflowFolder()).toMatch(/build[\\/]workflows$/);
	});

	it('can be nothing else', () => {
		process.env.N8N_PACKAGES = 'both';
		expect(() => chosenPackages()).toThrow(/N8N_PACKAGES is both/);
		expect(() => nodeType('slack', 'pair')).toThrow(/No package has a node slack/);
	});
});
