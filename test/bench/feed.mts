import { createServer } from 'node:http';
import { once } from 'node:events';
import { isRecord, numberAt } from '../../sandbox/n8n/answers.mts';
import { TRIGGER_NODE } from './triggerNode.mts';

/** A feed on this machine that has one new item each time that it is asked. */
export interface Feed {
	url: string;
	/** when it was asked, in ms since 1970 */
	asked: number[];
	stop: () => void;
}

export async function startFeed(): Promise<Feed> {
	const asked: number[] = [];
	const server = createServer((_request, response) => {
		asked.push(Date.now());
		response.setHeader('content-type', 'application/rss+xml');
		response.end(
			`<rss version="2.0"><channel><title>Bench</title><item><title>New</title><pubDate>${new Date().toUTCString()}</pubDate></item></channel></rss>`,
		);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const port = numberAt(isRecord(address) ? address : {}, 'port');
	return {
		url: `http://127.0.0.1:${String(port)}/feed`,
		asked,
		stop: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** n8n's own trigger for such a feed, in the place of ours. */
export const feedTrigger = (feedUrl: string, pollTimes: object): object => ({
	id: 'trigger',
	name: TRIGGER_NODE,
	type: 'n8n-nodes-base.rssFeedReadTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: { feedUrl, pollTimes },
});
