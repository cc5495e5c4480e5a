import fastify from 'fastify';

/** An answer on its way from a sandbox to the product. */
interface PassingAnswer {
	method: string;
	/** path and query */
	url: string;
	status: number;
	body: string;
}

export interface Proxy {
	/** the base URL to use instead of the sandbox's */
	url: string;
	/** what becomes of an answer; the service behind has acted on the request by then */
	alter: (answer: PassingAnswer) => Pick<PassingAnswer, 'status' | 'body'>;
	stop: () => Promise<void>;
}

const unaltered: Proxy['alter'] = ({ status, body }) => ({ status, body });

/** Stands between the product and a sandbox, and alters what the sandbox answers. */
export async function startProxy(target: string): Promise<Proxy> {
	const { origin, pathname } = new URL(target);
	const app = fastify({ forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
	const proxy: Proxy = {
		url: '',
		alter: unaltered,
		stop: async () => {
			await app.close();
		},
	};
	app.all('/*', async ({ method, url, headers, body }, reply) => {
		const passed = await fetch(`${origin}${url}`, {
			method,
			headers: {
				...(headers.authorization === undefined ? {} : { authorization: headers.authorization }),
				...(headers['content-type'] === undefined
					? {}
					: { 'content-type': headers['content-type'] }),
			},
			...(typeof body === 'string' ? { body } : {}),
		});
		const text = await passed.text();
		const altered = proxy.alter({ method, url, status: passed.status, body: text });
		return reply
			.code(altered.status)
			.type('application/json; charset=utf-8')
			.send(altered.body === '' ? undefined : altered.body);
	});
	proxy.url = `${await app.listen({ host: '127.0.0.1', port: 0 })}${pathname}`;
	return proxy;
}
