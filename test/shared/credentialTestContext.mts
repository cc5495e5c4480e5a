import type { ICredentialTestFunctions } from 'n8n-workflow';
import { partial } from './partial.mts';

/** n8n's context of a credential's test: what has been asked, and what is answered from now on. */
export class CredentialTestContext {
	readonly asked: unknown[] = [];
	answer: object;

	readonly context = partial<ICredentialTestFunctions>({
		helpers: {
			request: async (options: unknown) => {
				this.asked.push(options);
				return await Promise.resolve(this.answer);
			},
		},
	});

	constructor(body: unknown) {
		this.answer = { statusCode: 200, headers: {}, body };
	}
}
