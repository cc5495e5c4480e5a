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
	description: 'Whether to add a second output with the people who are skipped, and why',
};

const largestShrink: INodeProperties = {
	displayName: 'Largest Shrink',
	name: 'largestShrink',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 20,
	hint: 'In per cent',
	description:
		'By how many per cent the head-count may shrink between two runs. More than that looks like a lost permission and stops the run.',
};

const largestUnreadable: INodeProperties = {
	displayName: 'Largest Unreadable Share',
	name: 'largestUnreadable',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: UNREADABLE_SHARE,
	hint: 'In per cent of the employees',
	description:
		'For how many people HiBob may return data that cannot be read, such as a birthday that is no date. They are skipped; more than that, and at least three, looks like a changed API and stops the run.',
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
		includeSkipped,
		largestShrink,
		largestUnreadable,
		preferredNameField,
		readAlso,
	],
};

/**
 * Reads the options that the trigger alone has.
 *
 * @throws ExplainedError that names the field and what it takes
 */
export const optionsOf = (options: JsonObject) => ({
	// off until the option is added
	includeSkipped: options[includeSkipped.name] !== undefined && flagIn(options, includeSkipped),
	largestShrink: wholeNumberIn(options, largestShrink),
	largestUnreadable: wholeNumberIn(options, largestUnreadable),
});
