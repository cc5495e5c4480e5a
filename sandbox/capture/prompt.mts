import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Interface } from 'node:readline/promises';

/** Asks a person at the terminal. */
export class Prompt {
	private isSecret = false;

	private readonly lines: Interface;

	constructor(input: NodeJS.ReadableStream, output: NodeJS.WritableStream) {
		const shown = new Writable({
			// what is typed is echoed by the reader, so for a secret nothing comes through
			write: (chunk: Buffer, _encoding, done) => {
				if (!this.isSecret) output.write(chunk);
				done();
			},
		});
		const isTerminal = 'isTTY' in input && input.isTTY === true;
		this.lines = createInterface({ input, output: shown, terminal: isTerminal });
		this.output = output;
	}

	private readonly output: NodeJS.WritableStream;

	/** What somebody types, which is shown. */
	async ask(question: string): Promise<string> {
		this.output.write(question);
		return await this.line();
	}

	/** What somebody types or pastes, which is shown nowhere. */
	async askSecret(question: string): Promise<string> {
		this.output.write(question);
		this.isSecret = true;
		try {
			return await this.line();
		} finally {
			this.isSecret = false;
			this.output.write('\n');
		}
	}

	/** The next line; empty when there is none any more. */
	private async line(): Promise<string> {
		const closed = once(this.lines, 'close').then(() => '');
		return (await Promise.race([this.lines.question(''), closed])).trim();
	}

	/** From here on, Ctrl-C ends the process again. */
	end(): void {
		this.lines.close();
	}
}
