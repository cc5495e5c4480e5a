const queues = new Map<string, Promise<unknown>>();

/**
 * Runs tasks with the same name one after the other, in the order of the calls, within this
 * process.
 */
export async function oneByOne<T>(name: string, task: () => Promise<T>): Promise<T> {
	const before = queues.get(name) ?? Promise.resolve();
	const own = before.then(task, task);
	queues.set(name, own);
	try {
		return await own;
	} finally {
		if (queues.get(name) === own) queues.delete(name);
	}
}

/** Waits for a turn among callers with the same name. Returns a function that ends the turn. */
export const takeTurn = async (name: string): Promise<() => void> =>
	await new Promise((begin) => {
		const turn = new Promise<void>((end) => {
			void oneByOne(name, async () => {
				begin(end);
				await turn;
			});
		});
	});
