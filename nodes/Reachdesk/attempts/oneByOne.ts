const queues = new Map<string, Promise<unknown>>();

/** Runs what has the same name one after the other, in the order of the calls, in this process. */
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

/** Waits for one’s turn among those that ask for the same name. Returns what ends the turn. */
export const takeTurn = async (name: string): Promise<() => void> =>
	await new Promise((begin) => {
		const turn = new Promise<void>((end) => {
			void oneByOne(name, async () => {
				begin(end);
				await turn;
			});
		});
	});
