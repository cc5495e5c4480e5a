import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** A port in front of a sandbox server that can be shut: then connections to it are refused. */
export class Gateway {
	/** base of the API as n8n gets to see it */
	readonly url: string;
	private readonly port: number;
	private readonly server: Server;
	private readonly sockets: Set<Socket>;

	private constructor(url: string, port: number, server: Server, sockets: Set<Socket>) {
		this.url = url;
		this.port = port;
		this.server = server;
		this.sockets = sockets;
	}

	/** @param to base of the API behind it */
	static async open(to: string): Promise<Gateway> {
		const { hostname, port } = new URL(to);
		const sockets = new Set<Socket>();
		const server = createServer((client) => {
			const service = connect(Number(port), hostname);
			for (const socket of [client, service]) {
				sockets.add(socket);
				socket.on('close', () => sockets.delete(socket));
			}
			client.on('error', () => service.destroy());
			service.on('error', () => client.destroy());
			// a connection that one side resets is reset for the other
			client.on('close', () => service.destroy());
			service.on('close', () => client.destroy());
			client.pipe(service).pipe(client);
		});
		await listen(server, 0);
		const address = server.address();
		if (typeof address !== 'object' || address === null) throw new Error('The gateway is not open');
		const url = to.replace(`:${port}`, `:${String(address.port)}`);
		return new Gateway(url, address.port, server, sockets);
	}

	/** From now on connections are refused, and those that stand are broken off. */
	async shut(): Promise<void> {
		if (!this.server.listening) return;
		const closed = once(this.server, 'close');
		this.server.close();
		for (const socket of this.sockets) socket.destroy();
		await closed;
	}

	async reopen(): Promise<void> {
		if (!this.server.listening) await listen(this.server, this.port);
	}
}

async function listen(server: Server, port: number): Promise<void> {
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
}
