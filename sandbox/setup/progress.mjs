const REPEAT_WITHOUT_TERMINAL_MS = 15_000;

/**
 * @param {number} milliseconds
 * @returns {string} such as "2 min 10 s"
 */
export function inWords(milliseconds) {
	const seconds = Math.round(milliseconds / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** @param {string} line */
export function say(line) {
	process.stdout.write(`${line}\n`);
}

/**
 * Shows a line with the time that has passed until the work is done. Without a terminal (CI) the
 * line is repeated every 15 seconds, so that nobody takes a long step for a hung one.
 *
 * @template T
 * @param {string} label what is being done, in plain words
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function showing(label, work) {
	const start = Date.now();
	const terminal = process.stdout.isTTY === true;
	const elapsed = () => inWords(Date.now() - start);
	const draw = () => process.stdout.write(`\r\x1b[K${label} … ${elapsed()}`);
	if (terminal) draw();
	else say(`${label} …`);
	const timer = setInterval(
		() => {
			if (terminal) draw();
			else say(`${label} … ${elapsed()}`);
		},
		terminal ? 1000 : REPEAT_WITHOUT_TERMINAL_MS,
	);
	let outcome = 'failed';
	try {
		const result = await work();
		outcome = 'done';
		return result;
	} finally {
		clearInterval(timer);
		say(`${terminal ? '\r\x1b[K' : ''}${label} … ${outcome} in ${elapsed()}`);
	}
}
