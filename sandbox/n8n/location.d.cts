export interface N8nLocation {
	version: string;
	folder: string;
	/** folder of the package.json and the lock file that it is installed from */
	lockFolder: string;
	executable: string;
	/** version of the Node to run it on */
	nodeVersion: string;
	/** that Node; undefined when that is the Node that runs this project */
	ownNode: string | undefined;
	/** the file that says that the installation came to its end */
	complete: string;
	installed: boolean;
}

export const COMPLETE: string;
export function cacheFolder(): string;
export function pinnedVersions(): string[];
export function locateN8n(which?: { version?: string; nodeMajor?: number }): N8nLocation;
