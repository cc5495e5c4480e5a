import { globSync } from 'node:fs';
import path from 'node:path';

/** Where mutants are made: whoever gets a gift, how it is sent, what is remembered, when it all runs. */
const CODE = [
	// who gets a gift, and on which day
	'nodes/HiBob/{employees,occasions,runs,settings}/**/*.ts',
	'nodes/HiBob/resources/trigger/{delivery,memory,poll,report}.ts',
	// how a gift is sent, and what it may cost
	'nodes/Reachdesk/gifts/**/*.ts',
	'nodes/Reachdesk/resources/gift/*.ts',
	// what is remembered of it
	'nodes/Reachdesk/attempts/*.ts',
	'nodes/Reachdesk/resources/giftTrigger/{memory,poll}.ts',
	// when something runs
	'nodes/shared/schedule/*.ts',
	// what an answer of a service means, and what a value does
	'nodes/{HiBob,Reachdesk}/transport/*.ts',
	'nodes/shared/{baseUrl,circuitBreaker,civilDate,emailAddress,httpAnswer,jsonObject,nodeErrors}.ts',
	'nodes/shared/{parameterValue,recentAnswers,storable,timeZone,typedByPerson,unreadableShare,visibleText}.ts',
];

/** Panels decide nothing; test/operationTexts, test/plainEnglish and test/hostile look at them. */
const PANELS = /[pP]roperties\.ts$|\/(?:lists|selectableFields|triggerTexts)\.ts$/;

/** The unit tests that can notice a mutant. Ten years of days, and what starts n8n, take too long. */
const TESTS = ['test/{HiBob,Reachdesk,shared}/**/*.test.mts', 'test/fromHiBobToReachdesk.test.mts'];
const TOO_LONG = 'test/HiBob/tenYears/';

const TRIGGER = ['HiBobTrigger', 'resources/settingsChange', 'resources/triggerState'];

/** Code that no test file is named after, or that is used in many ways, and the tests about it. */
const ABOUT: readonly (readonly [code: string, folder: string, tests: readonly string[]])[] = [
	['nodes/shared/schedule/', 'test/HiBob/', [...TRIGGER, 'resources/manyRuns']],
	['nodes/shared/schedule/', 'test/Reachdesk/', ['ReachdeskTrigger']],
	[
		'nodes/HiBob/resources/trigger/',
		'test/HiBob/',
		[...TRIGGER, 'resources/siteRuns', 'resources/untilSent'],
	],
	[
		'nodes/HiBob/runs/',
		'test/HiBob/resources/',
		['dailyRun', 'missed', 'settingsChange', 'siteRuns', 'triggerRules', 'untilSent'],
	],
	[
		'nodes/HiBob/settings/',
		'test/HiBob/',
		['HiBobTrigger', 'resources/settings', 'resources/triggerRules'],
	],
	[
		'nodes/HiBob/transport/',
		'test/HiBob/',
		['HiBobTrigger', 'node/employees', 'node/otherReads', 'node/remedies'],
	],
	['nodes/Reachdesk/attempts/', 'test/Reachdesk/', ['Reachdesk', 'caps', 'sendMany']],
	['nodes/Reachdesk/gifts/', 'test/Reachdesk/', ['Reachdesk', 'setup']],
	[
		'nodes/Reachdesk/resources/gift/',
		'test/Reachdesk/',
		['Reachdesk', 'caps', 'linkToHiBob', 'paused', 'reads', 'sendMany'],
	],
	['nodes/Reachdesk/resources/giftTrigger/', 'test/Reachdesk/', ['ReachdeskTrigger']],
	['nodes/Reachdesk/transport/', 'test/Reachdesk/', ['Reachdesk', 'reads']],
];

/** Whether a test file is about a file of code: named after it, or listed above. */
export const isAbout = (test: string, code: string): boolean =>
	path.basename(code, '.ts') === path.basename(test, '.test.mts') ||
	ABOUT.some(
		([part, folder, tests]) =>
			code.startsWith(part) && tests.some((name) => test === `${folder}${name}.test.mts`),
	);

/** The files in which a mistake is a gift to the wrong person, a second gift, or money, and why. */
export const DECIDING: Readonly<Record<string, string>> = {
	'nodes/HiBob/employees/eligibility.ts': 'who may get a gift',
	'nodes/HiBob/occasions/dueOccasions.ts': 'what is due for whom today',
	'nodes/HiBob/occasions/dueDates.ts': 'the day of each occasion',
	'nodes/HiBob/occasions/rememberedKeys.ts': 'what has been out before',
	'nodes/Reachdesk/gifts/timing.ts': 'too early, too late, or after the person left',
	'nodes/Reachdesk/gifts/duplicateCheck.ts': 'whether the gift has been sent',
	'nodes/Reachdesk/gifts/plan.ts': 'which gifts of a run are sent',
	'nodes/Reachdesk/gifts/refusal.ts': 'whether a refused send may have made a gift',
	'nodes/Reachdesk/gifts/overBudget.ts': 'what the caps and the wallet allow',
	'nodes/Reachdesk/attempts/attemptLog.ts': 'each gift is claimed before it is sent',
};

/** In %, of all mutants that are not named in equivalent.mts. */
export const MARKS = { deciding: 97, overall: 94 };

export function codeFiles(root: string, pattern: RegExp): string[] {
	return globSync(CODE, { cwd: root })
		.map((file) => file.split(path.sep).join('/'))
		.filter((file) => !PANELS.test(file) && pattern.test(file))
		.sort();
}

export function testFiles(root: string): string[] {
	return globSync(TESTS, { cwd: root })
		.map((file) => file.split(path.sep).join('/'))
		.filter((file) => !file.startsWith(TOO_LONG))
		.sort();
}
