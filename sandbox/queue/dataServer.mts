/** A server that n8n's processes share in queue mode. */
export interface DataServer {
	/** what n8n has to know of it, by the names of n8n's environment variables */
	env: Record<string, string>;
	/** Ends it and removes what it has kept. */
	stop: () => Promise<void>;
}
