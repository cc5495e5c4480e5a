// Our own rules, on top of n8n's (eslint.config.mjs, which n8n asks to leave as it is).
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{
		ignores: [
			'**/dist',
			'build',
			'coverage',
			'**/*.js',
			'**/*.mjs',
			'**/*.cjs',
			'sandbox/n8n/node_modules',
		],
	},
	{
		files: ['**/*.ts', '**/*.mts'],
		extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
		languageOptions: {
			parserOptions: {
				project: ['./tsconfig.json', './tsconfig.dev.json'],
				tsconfigRootDir: import.meta.dirname,
			},
		},
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
		},
	},
	{
		// the stand-ins for n8n's database and credentials are not whole
		files: ['test/n8nCore.mts'],
		rules: { '@typescript-eslint/consistent-type-assertions': 'off' },
	},
);
