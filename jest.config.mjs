const shared = {
	testEnvironment: 'node',
	moduleFileExtensions: ['mts', 'ts', 'js', 'cjs', 'mjs', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
				module: { type: 'commonjs' },
			},
		],
	},
	modulePathIgnorePatterns: [
		'<rootDir>/dist',
		'<rootDir>/sandbox/n8n/node_modules',
		'<rootDir>/sandbox/n8n/versions',
	],
};

export default {
	testSequencer: '<rootDir>/test/longestFirst.cjs',
	// no unit test depends on how fast the machine is: a busy one takes many times longer
	testTimeout: 120_000,
	projects: [
		{
			...shared,
			displayName: 'unit',
			setupFiles: ['<rootDir>/test/withoutPauses.cjs'],
			testMatch: ['<rootDir>/test/**/*.test.mts'],
			testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/troubles/'],
		},
		{
			...shared,
			displayName: 'e2e',
			globalSetup: '<rootDir>/test/prepareN8n.mts',
			testEnvironment: '<rootDir>/test/patientEnvironment.cjs',
			testMatch: ['<rootDir>/test/e2e/**/*.test.mts'],
		},
		{
			...shared,
			displayName: 'troubles',
			globalSetup: '<rootDir>/test/prepareN8n.mts',
			testEnvironment: '<rootDir>/test/patientEnvironment.cjs',
			testMatch: ['<rootDir>/test/troubles/**/*.test.mts'],
		},
	],
};
