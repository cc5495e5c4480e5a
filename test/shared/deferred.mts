/** A promise that is kept when the test says so. */
export function deferred(): { promise: Promise<void>; resolve: () => void } {
	let settle: () => void = () => undefined;
	const promise = new Promise<void>((resolve) => {
		settle = resolve;
	});
	return {
		promise,
		resolve: () => {
			settle();
		},
	};
}
