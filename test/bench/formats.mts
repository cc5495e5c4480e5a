/** How figures are written in the report. */

export const whole = (number: number): string => Math.round(number).toLocaleString('en');
export const tenths = (number: number): string => number.toFixed(1);
export const hundredths = (number: number): string => number.toFixed(2);
export const megabytes = (bytes: number): string => `${tenths(bytes / 1e6)} MB`;
export const bytes = (number: number): string => `${tenths(number)} bytes`;
export const seconds = (ms: number): string => `${tenths(ms / 1_000)} s`;
export const milliseconds = (number: number): string =>
	number < 10 ? `${number.toFixed(3)} ms` : `${whole(number)} ms`;
