import type { INodeProperties } from 'n8n-workflow';
import { flagIn, wholeNumberIn } from '../../../shared/declaredParameter';
import type { JsonObject } from '../../../shared/jsonObject';
import { UNREADABLE_SHARE } from '../../../shared/unreadableShare';
import { extraFields, preferredNameField, readAlso } from '../../settings/readOnRequest';

const includeSkipped: INodeProperties = {
	displayName: 'Include Skipped',
	name: 'includeSkipped',
	type: 'boolean',
	// adding the option switches it on; see optionsOf
	default: true,
	description: 'Whether to add a second output with the people who were skipped, and why',
};

const largestShrink: INodeProperties = {
	displayName: 'Max Headcount Drop (%)',
	name: 'largestShrink',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 20,
	description:
		'How far the headcount may drop between two runs. A larger drop looks like a lost permission and stops the run.',
};

const largestUnreadable: INodeProperties = {
	displayName: 'Max Unreadable Employees (%)',
	name: 'largestUnreadable',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: UNREADABLE_SHARE,
	description:
		'For how many employees HiBob may return unreadable data, such as a birthday that isn’t a date. They are skipped. A larger share, of at least three employees, looks like a changed API and stops the run.',
};

/** What the trigger returns, and how. */
export const optionsProperties: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		extraFields,
		readAlso,
		includeSkipped,
		largestShrink,
		largestUnreadable,
		preferredNameField,
	],
};

/**
 * Reads the options that only the trigger has.
 *
 * @throws ExplainedError that names the field and what to set it to
 */
export const optionsOf = (options: JsonObject) => ({
	// off until the option is added
	includeSkipped: options[includeSkipped.name] !== undefined && flagIn(options, includeSkipped),
	largestShrink: wholeNumberIn(options, largestShrink),
	largestUnreadable: wholeNumberIn(options, largestUnreadable),
});
