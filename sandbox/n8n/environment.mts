import { existsSync } from 'node:fs';
import path from 'node:path';
import { locateN8n } from './location.cjs';
import { isSince } from './version.mts';

/** Where Linux distributions put libfaketime's library for programs with threads. */
const FAKETIME_LIBRARIES = [
	'/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
	'/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
	'/usr/lib/faketime/libfaketimeMT.so.1',
	'/usr/lib64/faketime/libfaketimeMT.so.1',
	'/usr/local/lib/faketime/libfaketimeMT.so.1',
];

/** how often libfaketime looks whether the clock has been moved, in seconds */
export const CLOCK_FILE_READ_EVERY_S = 1;

const PASSED_ON = ['TMPDIR', 'LANG'];

/** No question, no advertisement, no call to n8n's own servers. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	// it fetches a list of servers from n8n at every start; without the module, n8n does not start
	...(isSince('2.40.0') ? { N8N_DISABLED_MODULES: 'mcp-registry' } : {}),
	// n8n 1 says at its start that it should be so, and a later one knows nothing else; without them,
	// an expression in 1.123.81 that names a Code node gives nothing
	...(isSince('2.0.0') ? {} : { N8N_RUNNERS_ENABLED: 'true' }),
	// a browser keeps the cookie of a plain http page only then
	N8N_SECURE_COOKIE: 'false',
	NO_COLOR: '1',
};

/** Some seconds of a fast clock are too short to wait for the database or for the task runner. */
const PATIENT = {
	DB_PING_INTERVAL_SECONDS: '600',
	DB_PING_TIMEOUT_MS: '600000',
	DB_CONNECTION_ACQUISITION_TIMEOUT_MS: '600000',
	N8N_RUNNERS_GRANT_TOKEN_TTL: '3600',
	N8N_RUNNERS_HEARTBEAT_INTERVAL: '3600',
};

export interface EnvironmentOptions {
	userFolder: string;
	port: number;
	brokerPort: number;
	encryptionKey: string;
	/** whether n8n serves its editor; not unless told */
	editor?: boolean;
	/** settings for n8n on top, by the names of its environment variables */
	env?: Record<string, string> | undefined;
	/** the file that says how far n8n's clock is off; the clock is right without one */
	clockFile?: string | undefined;
	/** whether that clock also runs at another speed */
	isFaster?: boolean;
}

/**
 * The environment of an n8n that keeps to this machine and to one folder. It is built from nothing
 * rather than from this process's, so that a developer's own n8n settings do not change what a test
 * sees.
 *
 * @throws Error when the clock is to be faked and libfaketime is not installed
 */
export function n8nEnvironment(options: EnvironmentOptions): Record<string, string> {
	const { userFolder, port, brokerPort, encryptionKey, env, clockFile } = options;
	const { isFaster = false, editor = false } = options;
	const passedOn = PASSED_ON.flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value] as const];
	});
	return {
		...Object.fromEntries(passedOn),
		// n8n starts its task runner as "node"
		PATH: [path.dirname(locateN8n().ownNode ?? process.execPath), process.env.PATH ?? ''].join(
			path.delimiter,
		),
		HOME: userFolder,
		...QUIET,
		// at each start, n8n writes the editor's files and every node's description: two seconds of a core
		...(editor ? {} : { N8N_DISABLE_UI: 'true' }),
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: encryptionKey,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${String(port)}/`,
		WEBHOOK_URL: `http://127.0.0.1:${String(port)}/`,
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		GENERIC_TIMEZONE: 'UTC',
		TZ: 'UTC',
		...(clockFile === undefined ? {} : movedClock(clockFile, isFaster)),
		...env,
	};
}

/** Whether n8n's clock can be set to another day here. */
export function hasLibfaketime(): boolean {
	return FAKETIME_LIBRARIES.some((file) => existsSync(file));
}

function movedClock(clockFile: string, isFaster: boolean): Record<string, string> {
	const library = FAKETIME_LIBRARIES.find((file) => existsSync(file));
	if (library === undefined) {
		throw new Error(
			"libfaketime is not installed, so n8n's clock cannot be set to another day. On Debian and Ubuntu: apt-get install libfaketime.",
		);
	}
	return {
		LD_PRELOAD: library,
		FAKETIME_TIMESTAMP_FILE: clockFile,
		FAKETIME_CACHE_DURATION: String(CLOCK_FILE_READ_EVERY_S),
		// unless timers are to run faster, too, they had better not see the clock jump
		FAKETIME_DONT_FAKE_MONOTONIC: isFaster ? '0' : '1',
		...(isFaster ? PATIENT : {}),
	};
}

/**
 * Settings with which n8n uses its other engine for Schedule Triggers, which keeps its schedule in the
 * database. n8n says that it does from 2.45 on unless told otherwise.
 */
export const DURABLE_SCHEDULES = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
};

/** Settings with which n8n uses that engine for polls, too. */
export const DURABLE_POLLS = {
	...DURABLE_SCHEDULES,
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
};

/** Settings with which n8n also keeps in the database what a poll remembers. */
export const DURABLE_SCHEDULER = {
	...DURABLE_POLLS,
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};
