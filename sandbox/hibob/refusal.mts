/** An answer other than success, thrown by whoever finds the reason and sent as `{key, error}`. */
export class Refusal extends Error {
	readonly status: number;
	readonly key: string;
	/** what the message is about, where HiBob says so beside it */
	readonly args: readonly string[] | undefined;

	constructor(status: number, key: string, message: string, args?: readonly string[]) {
		super(message);
		this.status = status;
		this.key = key;
		this.args = args;
	}
}

export const badRequest = (message: string) => new Refusal(400, 'badRequest', message);

export const notFound = (message: string) => new Refusal(404, 'notFound', message);

export const forbidden = (message: string) => new Refusal(403, 'forbidden', message);

/** HiBob answers what it does not know with the page of its web application: status 200, not JSON. */
export class LoginPage extends Error {}

/** The body of the login page. */
export const LOGIN_PAGE =
	'<!doctype html><html><head><title>Sign in</title></head><body><div id="root">Sign in</div></body></html>';
