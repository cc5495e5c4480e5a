import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { SANDBOX_PATHS } from './requestLog.mts';

/**
 * What goes wrong, and when: `before` the request is acted on (nothing happened), or `after`
 * (it happened, and the caller does not learn it). `interrupt` tells the one who set it, and gives
 * no answer; `answered` tells once the answer is out. A `held` answer comes when the one who set it
 * says so, on however slow a machine.
 */
export type Fault =
	| {
			kind: 'status';
			when: 'before' | 'after';
			status: number;
			body?: string;
			headers?: Record<string, string>;
	  }
	| { kind: 'reset'; when: 'before' | 'after' }
	| { kind: 'noAnswer'; when: 'before' | 'after' }
	| { kind: 'emptyBody' | 'cutBody' | 'htmlBody' }
	| { kind: 'slow'; milliseconds: number }
	| { kind: 'held'; until: Promise<void> }
	| { kind: 'interrupt'; when: 'before' | 'after' | 'answered'; tell: () => void };

/** A fault for the next `times` requests that match (all of them when absent). */
export interface FaultRule {
	method?: string;
	/** matched from the start of the path, without query */
	path?: string;
	times?: number;
	/** how many requests that match are let through before */
	skip?: number;
	fault: Fault;
}

const HTML_PAGE = '<!doctype html><html><body><h1>Log in</h1></body></html>';

/** The faults that a sandbox server has been told to show; the first rule that matches is used. */
export class Faults {
	private rules: FaultRule[] = [];

	add(rule: FaultRule): void {
		this.rules.push({ ...rule });
	}

	clear(): void {
		this.rules = [];
	}

	take(method: string, url: string): Fault | undefined {
		const path = url.split('?')[0] ?? url;
		const rule = this.rules.find((candidate) => {
			if (candidate.method !== undefined && candidate.method !== method) return false;
			if (candidate.path !== undefined && !path.startsWith(candidate.path)) return false;
			if (candidate.skip === undefined || candidate.skip === 0) return true;
			candidate.skip -= 1;
			return false;
		});
		if (!rule) return undefined;
		if (rule.times !== undefined) {
			rule.times -= 1;
			if (rule.times <= 0) this.rules = this.rules.filter((other) => other !== rule);
		}
		return rule.fault;
	}
}

declare module 'fastify' {
	interface FastifyRequest {
		fault: Fault | null;
	}
}

/** Makes the server misbehave as told. Install after the request log, before the API's own hooks. */
export function installFaults(app: FastifyInstance, faults: Faults): void {
	app.decorateRequest('fault', null);
	app.addHook('onRequest', async (request, reply) => {
		if (request.url === '/' || request.url.startsWith(SANDBOX_PATHS)) return;
		const fault = faults.take(request.method, request.url);
		if (!fault) return;
		request.fault = fault;
		if (fault.kind === 'slow') await delay(fault.milliseconds);
		if (fault.kind === 'held') await fault.until;
		if (!('when' in fault) || fault.when !== 'before') return;
		if (fault.kind === 'status') {
			await reply
				.code(fault.status)
				.headers(fault.headers ?? {})
				.send(fault.body ?? '');
			return;
		}
		reply.hijack();
		if (fault.kind === 'interrupt') fault.tell();
		if (fault.kind === 'reset') request.raw.socket.destroy();
	});
	app.addHook('onSend', async (request, reply, payload) => {
		const fault = request.fault;
		if (!fault || fault.kind === 'slow' || fault.kind === 'held') return payload;
		if ('when' in fault && fault.when !== 'after') return payload;
		switch (fault.kind) {
			case 'status':
				reply.code(fault.status).headers(fault.headers ?? {});
				return fault.body ?? '';
			case 'reset':
				reply.hijack();
				request.raw.socket.destroy();
				return payload;
			case 'interrupt':
				fault.tell();
				reply.hijack();
				return await new Promise<never>(() => undefined);
			case 'noAnswer':
				reply.hijack();
				// never resolves: the caller waits until it gives up, and the socket ends with the server
				return await new Promise<never>(() => undefined);
			case 'emptyBody':
				return '';
			case 'cutBody': {
				const text = String(payload);
				reply.removeHeader('content-length');
				return text.slice(0, Math.floor(text.length / 2));
			}
			case 'htmlBody':
				reply.type('text/html; charset=utf-8');
				return HTML_PAGE;
		}
	});
	app.addHook('onResponse', (request, _reply, done) => {
		const { fault } = request;
		if (fault?.kind === 'interrupt' && fault.when === 'answered') fault.tell();
		done();
	});
}
