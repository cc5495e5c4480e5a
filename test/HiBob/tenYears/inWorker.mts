import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The product's runs in a thread of their own: what a function of a module finds, by day. */
export const inWorker = (module: string, run: string, input: unknown) =>
	new Promise<Map<string, string[]>>((resolve, reject) => {
		const workerData = { module, run, input };
		const worker = new Worker(join(__dirname, 'worker.cjs'), { workerData });
		worker.once('message', resolve);
		worker.once('error', reject);
	});
