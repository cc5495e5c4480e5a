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
 * @throws ExplainedError that names the field and what it takes: a cap that cannot be read caps nothing
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

/** An expression that gives nothing must not read as "no limit". */
function checkFilledIn(row: JsonObject): void {
	for (const { name, displayName } of capFields) {
		if (name in row && (row[name] ?? null) === null) {
			throw new ExplainedError(
				`"${displayName}" is empty`,
				`Look at the expression in "${displayName}" of the cap`,
			);
		}
	}
}

/** A list as JSON, as an expression within a text gives it. */
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
		`"${label}" is not a list of caps`,
		`Look at the expression in "${label}": it has to give a list, which is empty where there is no cap`,
	);
}

const PERS = Object.keys(CAPPED).filter((per): per is CapPer => Object.hasOwn(CAPPED, per));

/** @param place - where the cap stands, as the begin of what a message names */
function capIn(row: JsonObject, place = ''): Cap {
	const labelOf = ({ displayName }: INodeProperties): string => `${place}${displayName}`;
	const gifts = optionalTextOf(labelOf(capGifts), row[capGifts.name]);
	const amount = amountOf(labelOf(capAmount), row[capAmount.name]);
	const currency = optionalTextOf(labelOf(capCurrency), row[capCurrency.name]);
	if (gifts === undefined && amount === null) {
		throw new ExplainedError(
			`${place}A cap has neither a number of gifts nor an amount`,
			`Fill in "${capGifts.displayName}" or "${capAmount.displayName}", or remove the cap`,
		);
	}
	if (amount !== null && currency === undefined) {
		throw new ExplainedError(
			`${place}A cap has an amount without a currency`,
			`Choose "${capCurrency.displayName}" in the cap`,
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
		`"${label}" is "${shown(text)}"`,
		'Set it to an amount with a point before its decimals, such as 150.00',
	);
}
