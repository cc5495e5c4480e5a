interface Half {
	/** name of the package */
	name: string;
	description: string;
	keywords: string[];
	/** its folder below nodes/ */
	folder: string;
	types: string;
	/** the pages of docs/ that are in it, without .md */
	pages: string[];
}

/** name of the package of both services */
export const COMBINED: string;
export const HALVES: Half[];
export function manifestOf(half: Half): Record<string, unknown>;
export function withTypesOfHalves(text: string): string;
export function withTypesOfCombined(text: string): string;
