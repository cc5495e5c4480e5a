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
