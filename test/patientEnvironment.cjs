const { TestEnvironment } = require('jest-environment-node');
const { PATIENCE } = require('../sandbox/n8n/patience.cjs');

/** Gives tests and hooks more time than they ask for: what they wait for takes longer on a busy machine. */
module.exports = class PatientEnvironment extends TestEnvironment {
	patient = new WeakSet();

	handleTestEvent({ name, test, hook }, { testTimeout }) {
		const timed = name === 'test_start' ? test : name === 'hook_start' ? hook : undefined;
		// a hook starts again for each test
		if (timed === undefined || this.patient.has(timed)) return;
		this.patient.add(timed);
		timed.timeout = PATIENCE * (timed.timeout ?? testTimeout);
	}
};
