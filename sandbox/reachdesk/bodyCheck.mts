import type { ErrorObject, ValidateFunction } from 'ajv';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { reportViolation } from '../http/requestLog.mts';
import type { ItemQuantity, Recipient } from './contract.mts';
import { needsAddress, type Campaign } from './campaigns.mts';

const COUNTRIES_WITH_STATES = new Set(['US', 'CA', 'AU']);

const quotedList = (values: unknown): string =>
	Array.isArray(values) ? values.map((value: unknown) => JSON.stringify(value)).join(' or ') : '';

const named = (name: unknown): string => (typeof name === 'string' ? name : '');

function parameterName(error: ErrorObject): string {
	const place = error.instancePath.slice(1).replaceAll('/', '.');
	const inside = named(error.params.missingProperty) || named(error.params.additionalProperty);
	return [place, inside].filter((part) => part !== '').join('.') || 'request';
}

function complaint(error: ErrorObject): string {
	const parameter = `Parameter "${parameterName(error)}"`;
	switch (error.keyword) {
		case 'required':
			return `${parameter} is required`;
		case 'additionalProperties':
			return `${parameter} is not known`;
		case 'enum':
			return `${parameter} must be ${quotedList(error.params.allowedValues)}`;
		case 'format':
			return `${parameter} is not a valid ${named(error.params.format)}`;
		case 'type':
			return `${parameter} must be of type ${named(error.params.type)}`;
		default:
			return `${parameter} ${error.message ?? 'is invalid'}`;
	}
}

/** Answers 400 with the first of the complaints and notes all of them. */
export function refuseParameters(
	request: FastifyRequest,
	reply: FastifyReply,
	complaints: string[],
): FastifyReply {
	for (const words of complaints) reportViolation(request, words);
	return reply.code(400).send({ message: complaints[0] ?? 'Parameter "request" is invalid' });
}

/** A request's body, checked; or what it breaks in its schema, in words. */
export function bodyOf<Body>(
	request: FastifyRequest,
	isBody: ValidateFunction<Body>,
): { body: Body } | { complaints: string[] } {
	const body: unknown = request.body;
	if (isBody(body)) return { body };
	return { complaints: (isBody.errors ?? []).map(complaint) };
}

/**
 * The address fields that a physical gift lacks. None when Reachdesk is to ask the recipient for
 * the address first, which is what it does unless confirm_address is false.
 */
export function missingAddress(
	recipient: Recipient,
	campaign: Campaign,
	confirmAddress: boolean | undefined,
): string[] {
	if (!needsAddress(campaign) || confirmAddress !== false) return [];
	const fields: (keyof Recipient)[] = ['street_address_1', 'city', 'zipcode', 'country'];
	if (COUNTRIES_WITH_STATES.has(recipient.country ?? '')) fields.push('state');
	return fields
		.filter((field) => (recipient[field] ?? '').trim() === '')
		.map((field) => `Parameter "recipient.${field}" is required`);
}

/** What is wrong with the asked quantities: they exist for bundles, by SKU, within a range. */
export function itemComplaints(items: ItemQuantity[] | undefined, campaign: Campaign): string[] {
	if (items === undefined) return [];
	if (campaign.type !== 'bundle') return ['Parameter "items" is only for bundles'];
	return items.flatMap(({ sku, quantity }, index) => {
		const place = `items.${String(index)}`;
		const item = campaign.items.find((candidate) => candidate.sku === sku);
		if (!item) return [`Parameter "${place}.sku" is not in the campaign`];
		if (quantity === undefined || (quantity >= item.min && quantity <= item.max)) return [];
		const range = `${String(item.min)} and ${String(item.max)}`;
		return [`Parameter "${place}.quantity" must be between ${range}`];
	});
}
