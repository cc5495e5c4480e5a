const { default: Sequencer } = require('@jest/test-sequencer');

// Without a cache, jest begins with the largest files. These are small and take longest, most of the
// time because they wait; what begins last would go on alone.
const LONGEST = [
	'schedules',
	'sendMany',
	'durable',
	'queue',
	'packageMove',
	'movedClock',
	'sites',
	'teamGift',
	'employeeSync',
	'container',
].map((name) => `/e2e/${name}.test.mts`);

const rankOf = ({ path }) => {
	const rank = LONGEST.findIndex((end) => path.replaceAll('\\', '/').endsWith(end));
	return rank === -1 ? LONGEST.length : rank;
};

module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		return [...super.sort(tests)].sort((one, other) => rankOf(one) - rankOf(other));
	}
};
