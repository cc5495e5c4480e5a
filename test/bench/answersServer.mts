import { startHiBob } from '../../sandbox/hibob/server.mts';
import fastify from 'fastify';

// A HiBob in a process of its own that answers a question which it has answered before at once, so
// that what is measured is the client. Started with the number of employees; tells its address.

const [size] = process.argv.slice(2);
const hibob = await startHiBob({
	size: Number(size),
	rateLimitPerMinute: 1_000_000,
});
const { origin, pathname } = new URL(hibob.url);

interface Asked {
	url: string;
	body: string;
}
const answers = new Map<string, { text: string; status: number }>();
let asked: (Asked & { at: number; bytes: number })[] = [];

const app = fastify({ forceCloseConnections: true, bodyLimit: 100_000_000 });
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
	done(null, body);
});

/** What was asked since the last look, with the instants and the sizes of the answers. */
app.get('/asked', async (_request, reply) => {
	const seen = asked;
	asked = [];
	return await reply.send(seen);
});

app.all('/*', async ({ method, url, headers, body }, reply) => {
	const question = { url, body: typeof body === 'string' ? body : '' };
	const at = Date.now();
	const key = `${method} ${question.url} ${question.body}`;
	const known = answers.get(key) ?? (await answerTo(method, question, headers.authorization ?? ''));
	answers.set(key, known);
	asked.push({ ...question, at, bytes: Buffer.byteLength(known.text) });
	return await reply.code(known.status).type('application/json; charset=utf-8').send(known.text);
});

async function answerTo(method: string, { url, body }: Asked, authorization: string) {
	const answer = await fetch(`${origin}${url}`, {
		method,
		headers: {
			authorization,
			...(body === '' ? {} : { 'content-type': 'application/json' }),
		},
		...(body === '' ? {} : { body }),
	});
	return { text: await answer.text(), status: answer.status };
}

const listening = await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({
	origin: listening,
	url: `${listening}${pathname}`,
	serviceUser: hibob.serviceUser,
});
process.on('disconnect', () => process.exit(0));
