import type { INodeProperties } from 'n8n-workflow';
import { ExplainedError } from '../../../shared/explainedError';
import { isObject } from '../../../shared/jsonObject';
import type { JsonObject } from '../../../shared/jsonObject';
import { oneOf, optionalTextOf, shown, wholeNumber } from '../../../shared/parameterValue';
import { CAPPED } from '../../gifts/caps';
import type { Cap, CapPer } from '../../gifts/caps';
import { CURRENCIES } from '../../gifts/gift';
import { amountIn } from '../../gifts/money';
import type { Amount } from '../../gifts/money';
import {
	capAmount,
	capCurrency,
	capGiftCost,
	capGifts,
	capPer,
	capFields,
	caps,
	capsOfItem,
	capUnknownCost,
	UNKNOWN_COSTS,
} from './capProperties';

const MOST_GIFTS = 1_000_000;

/**
 * Reads the caps of one gift from the Safety options.
 *
 * @throws ExplainedError that names the field and what it accepts: an unreadable cap would limit
 * nothing
 */
export function capsIn(options: JsonObject): Cap[] {
	const { [caps.name]: rows, [capsOfItem.name]: ofItem } = options;
	const fromPanel = listOf(caps.displayName, isObject(rows) ? rows.cap : rows);
	for (const row of fromPanel) checkFilledIn(row);
	return [
		...fromPanel.map((row) => capIn(row)),
		...listOf(capsOfItem.displayName, parsed(ofItem)).map((row, index) =>
			capIn(row, `${capsOfItem.displayName}, cap ${String(index + 1)}: `),
		),
	];
}

/** An expression that returns nothing must not mean "no limit". */
function checkFilledIn(row: JsonObject): void {
	for (const { name, displayName } of capFields) {
		if (name in row && (row[name] ?? null) === null) {
			throw new ExplainedError(
				`'${displayName}' is empty`,
				`Check the expression in '${displayName}' of the cap`,
			);
		}
	}
}

/** A list as JSON, which is what an expression within a text returns. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		const list: unknown = JSON.parse(value);
		return list;
	} catch {
		return value.trim() === '' ? undefined : value;
	}
}

function listOf(label: string, rows: unknown): JsonObject[] {
	if (rows === undefined) return [];
	if (Array.isArray(rows) && rows.every(isObject)) return rows;
	throw new ExplainedError(
		`'${label}' is not a list of caps`,
		`Check the expression in '${label}': it must return a list, which is empty when there is no cap`,
	);
}

const PERS = Object.keys(CAPPED).filter((per): per is CapPer => Object.hasOwn(CAPPED, per));

/** @param place - which cap it is, as the start of the field name in a message */
function capIn(row: JsonObject, place = ''): Cap {
	const labelOf = ({ displayName }: INodeProperties): string => `${place}${displayName}`;
	const gifts = optionalTextOf(labelOf(capGifts), row[capGifts.name]);
	const amount = amountOf(labelOf(capAmount), row[capAmount.name]);
	const currency = optionalTextOf(labelOf(capCurrency), row[capCurrency.name]);
	if (gifts === undefined && amount === null) {
		throw new ExplainedError(
			`${place}A cap has no number of gifts and no amount`,
			`Fill in '${capGifts.displayName}' or '${capAmount.displayName}', or remove the cap`,
		);
	}
	if (amount !== null && currency === undefined) {
		throw new ExplainedError(
			`${place}A cap has an amount but no currency`,
			`Choose '${capCurrency.displayName}' in the cap`,
		);
	}
	return {
		per: oneOf(labelOf(capPer), row[capPer.name] ?? capPer.default, PERS),
		gifts: gifts === undefined ? null : wholeNumber(labelOf(capGifts), gifts, 0, MOST_GIFTS),
		amount:
			amount === null
				? null
				: { most: amount, currency: oneOf(labelOf(capCurrency), currency, CURRENCIES) },
		giftCost: amountOf(labelOf(capGiftCost), row[capGiftCost.name]),
		unknownCost: oneOf(
			labelOf(capUnknownCost),
			row[capUnknownCost.name] ?? capUnknownCost.default,
			UNKNOWN_COSTS.map(({ value }) => value),
		),
	};
}

const DECIMAL = /^\d+(?:\.\d{1,2})?$/;

/** An amount of money; null when it is empty. */
function amountOf(label: string, value: unknown): Amount | null {
	const text = optionalTextOf(label, value);
	if (text === undefined) return null;
	const amount = DECIMAL.test(text) ? amountIn(text) : null;
	if (amount !== null) return amount;
	throw new ExplainedError(
		`'${label}' is "${shown(text)}"`,
		'Enter an amount with a decimal point, such as 150.00',
	);
}
