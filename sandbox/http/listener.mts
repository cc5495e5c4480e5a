import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request as it came in, whole. */
export interface Arrival {
	method: string;
	/** path and query; the whole URL when the listener was used as a proxy */
	url: string;
	/** names and values in turn, as they were sent */
	headers: readonly string[];
	body: string;
}

export interface Listener {
	/** such as `http://127.0.0.1:4010` */
	origin: string;
	port: number;
	arrivals: Arrival[];
	stop(): Promise<void>;
}

interface Answer {
	status?: number;
	headers?: Record<string, string>;
	body: unknown;
}

async function arrivalOf(request: IncomingMessage): Promise<Arrival> {
	const body = (await buffer(request)).toString('utf8');
	return {
		method: request.method ?? '',
		url: request.url ?? '',
		headers: request.rawHeaders,
		body,
	};
}

/** Listens on this machine, keeps whatever comes in, and answers JSON. */
export async function startListener(
	answerTo: (arrival: Arrival) => Answer = () => ({ body: {} }),
): Promise<Listener> {
	const arrivals: Arrival[] = [];
	const server = createServer((request, response) => {
		void arrivalOf(request).then((arrival) => {
			arrivals.push(arrival);
			const { status = 200, headers = {}, body } = answerTo(arrival);
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(JSON.stringify(body));
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The listener has no port');
	return {
		origin: `http://127.0.0.1:${String(address.port)}`,
		port: address.port,
		arrivals,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
