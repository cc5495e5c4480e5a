const turns = new Map<string, Promise<unknown>>();

/** Runs what has the same name one after the other, in the order of the calls, in this process. */
export async function oneByOne<T>(name: string, task: () => Promise<T>): Promise<T> {
	const before = turns.get(name) ?? Promise.resolve();
	const turn = before.then(task, task);
	turns.set(name, turn);
	try {
		return await turn;
	} finally {
		if (turns.get(name) === turn) turns.delete(name);
	}
}
