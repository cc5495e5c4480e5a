/** Something the person at the keyboard has to do. Its message is shown without a stack. */
export class SetupProblem extends Error {}

/** What npm writes when there is no way to the registry. */
export const UNREACHABLE =
	/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network (?:request|timeout)/i;

const CAUSES = [
	{
		pattern: /ENOSPC|no space left on device/i,
		advice: 'The disk is full. Free some space and run the same command again.',
	},
	{
		pattern: UNREACHABLE,
		advice:
			'The npm registry could not be reached. Check the network and the proxy settings (npm ping), then run the same command again.',
	},
	{
		pattern: /\bE40[13]\b|\bENEEDAUTH\b/,
		advice:
			'The npm registry refused the request. Check the registry that npm is set to (npm config get registry).',
	},
	{
		pattern: /\bE404\b|\bETARGET\b/,
		advice:
			'The npm registry that npm is set to does not have one of the packages (npm config get registry).',
	},
	{
		pattern: /\bEACCES\b|\bEPERM\b/,
		advice: 'A file or folder may not be written by this user.',
	},
];

const COMPILER_MISSING =
	/find Python|not found: make|make: (?:not found|command not found)|(?:g\+\+|c\+\+|cc|gcc|clang\+*): (?:not found|command not found|No such file)|xcode-select|No Xcode/i;

/** @param {string} log what a failed npm wrote */
export function compilerIsMissing(log) {
	return COMPILER_MISSING.test(log);
}

/**
 * @param {string} log what a failed npm wrote
 * @returns {string | undefined} what to do about it, when the cause is a known one
 */
export function adviceFor(log) {
	return CAUSES.find(({ pattern }) => pattern.test(log))?.advice;
}

const SHOWN_AT_EACH_END = 8;

/**
 * The lines that say something: npm's errors when there are any, otherwise all. Of many, the first
 * (what npm was doing) and the last (what went wrong in the end).
 *
 * @param {string} log
 */
export function telling(log) {
	const lines = log.split('\n').filter((line) => !/^(?:npm error\s*)?$/.test(line.trim()));
	const errors = lines.filter(
		(line) => /\berr(?:or)?\b[!:]?/i.test(line) && !/complete log of this run/i.test(line),
	);
	const shown = errors.length > 0 ? errors : lines;
	if (shown.length <= 2 * SHOWN_AT_EACH_END) return shown.join('\n');
	return [...shown.slice(0, SHOWN_AT_EACH_END), '…', ...shown.slice(-SHOWN_AT_EACH_END)].join('\n');
}
