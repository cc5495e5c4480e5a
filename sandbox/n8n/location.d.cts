export interface N8nLocation {
	version: string;
	folder: string;
	executable: string;
	/** the file that says that the installation came to its end */
	complete: string;
	installed: boolean;
}

export const COMPLETE: string;
export function cacheFolder(): string;
export function locateN8n(nodeMajor?: number): N8nLocation;
