import { isCivilDate } from '../civilDate';
import type { CivilDate } from '../civilDate';

/** A day in a trigger’s state; null for whatever is none. */
export const dayIn = (value: unknown): CivilDate | null =>
	typeof value === 'string' && isCivilDate(value) ? value : null;
