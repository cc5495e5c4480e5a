import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { locateN8n } from './location.cjs';

/**
 * Where tests keep n8n's user folder as its first start leaves it, with an owner: a copy of it starts in
 * less time than an empty folder, in which n8n has to make its database first.
 */
export const preparedFolder = (): string => path.join(locateN8n().folder, 'prepared');

/** All that such a folder holds. */
export const PREPARED_FILES = [
	'sandbox-owner.json',
	path.join('.n8n', 'config'),
	path.join('.n8n', 'database.sqlite'),
];

/** Leaves an empty user folder as it is where nothing is prepared. */
export function copyPreparedFolder(userFolder: string): void {
	const prepared = preparedFolder();
	if (existsSync(prepared)) cpSync(prepared, userFolder, { recursive: true });
}
