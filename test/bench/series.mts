import { isRecord } from '../../sandbox/n8n/answers.mts';

/** The figures of one size, by name. */
export type Row = Readonly<Record<string, number>>;

/** What one size has come to. */
export interface Measured {
	figures: Row;
	/** where the time goes: ms by function */
	profile?: Row;
}

interface Column {
	title: string;
	/** the name of its figure */
	of: string;
	as: (figure: number) => string;
}

/** What a figure is to be at some size. */
export interface Target {
	/** in words, with the size */
	what: string;
	of: string;
	size: number;
	most?: number;
	least?: number;
	as: (figure: number) => string;
}

/** What a series needs while it is measured, and the measuring of one size. */
export interface Bench {
	measure: (size: number) => Promise<Measured>;
	close: () => Promise<void>;
}

/** One part of the benchmark: the same figures at several sizes. */
export interface Series {
	/** by which it can be chosen */
	name: string;
	title: string;
	/** what is measured, and how */
	text: string;
	/** the first column: what the size counts */
	sizeIs: string;
	sizes: readonly number[];
	/** small ones, which show that it works */
	quickSizes: readonly number[];
	columns: readonly Column[];
	/** figures that may not grow faster than the size, with their names in the report */
	grows?: Readonly<Record<string, string>>;
	targets?: readonly Target[];
	/** the heading of the profile, when there is one */
	profileIs?: string;
	/** Starts what it needs; only when a size is to be measured. */
	open: () => Promise<Bench>;
}

/** For a series that needs nothing besides. */
export const measuring =
	(measure: Bench['measure']): Series['open'] =>
	async () =>
		await Promise.resolve({
			measure,
			close: async () => {
				await Promise.resolve();
			},
		});

const isRow = (value: unknown): value is Row =>
	isRecord(value) && Object.values(value).every((figure) => typeof figure === 'number');

export const isMeasured = (value: unknown): value is Measured =>
	isRecord(value) && isRow(value.figures) && (value.profile === undefined || isRow(value.profile));

/** @throws Error when there is no such figure */
export function figure({ figures }: Measured, name: string): number {
	const found = figures[name];
	if (found === undefined) throw new Error(`There is no figure ${name}`);
	return found;
}

/** What sizes a series was measured at, and what they have come to. */
export interface SeriesResult {
	series: Series;
	rows: readonly { size: number; measured: Measured }[];
}

/** A figure that grows with the size to this power is linear, but for what two measurements differ by. */
export const LINEAR = 1.1;

/**
 * The power of the size with which a figure grows from the last size but one to the last: 1 is linear,
 * 0 does not depend on the size. What is the same at all sizes weighs less there than at small ones.
 *
 * @returns undefined with fewer than two sizes, and for figures that are not above 0
 */
export function growthOf({ rows }: Pick<SeriesResult, 'rows'>, name: string): number | undefined {
	const [before, last] = rows.slice(-2);
	if (before === undefined || last === undefined) return undefined;
	const [from, to] = [figure(before.measured, name), figure(last.measured, name)];
	if (from <= 0 || to <= 0) return undefined;
	return Math.log(to / from) / Math.log(last.size / before.size);
}
