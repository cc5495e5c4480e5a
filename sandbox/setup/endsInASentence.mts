import { sentenceOf } from './sentence.mts';

// Loaded before each long command (run.mjs): whatever ends it is printed as a sentence, and with DEBUG
// set also where in the code it happened. Node itself would print the error with all that it carries.

process.on('uncaughtException', (error: unknown) => {
	const where = process.env.DEBUG && error instanceof Error ? `\n${error.stack ?? ''}` : '';
	process.stderr.write(`\n${sentenceOf(error)}${where}\n`, () => process.exit(1));
});
