import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

// The ES modules of n8n-workflow import each other without file names, which Node refuses; n8n
// itself loads its CommonJS form.
const commonJs = pathToFileURL(createRequire(import.meta.url).resolve('n8n-workflow')).href;

registerHooks({
	resolve: (specifier, context, next) =>
		specifier === 'n8n-workflow' ? { url: commonJs, shortCircuit: true } : next(specifier, context),
});
