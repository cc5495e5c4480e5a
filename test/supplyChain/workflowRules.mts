import { parse } from 'yaml';
import { isRecord } from '../../sandbox/hibob/json.mts';

/**
 * What this project asks of its GitHub workflows, on top of what actionlint finds. Each rule closes a way
 * in which somebody else's code, or code that nobody has reviewed, could come to be published as ours.
 */

type Fields = Record<string, unknown>;

interface Job extends Fields {
	name: string;
	steps: Fields[];
	permissions: unknown;
}

interface Workflow {
	file: string;
	text: string;
	fields: Fields;
	triggers: string[];
	jobs: Job[];
	/** whether what it makes is published */
	publishes: boolean;
}

type Rule = (workflow: Workflow) => string[];

/** Who may write what, as `file/job: permission`. Everything else may only read. */
const MAY_WRITE = new Set([
	'codeql.yml/analyze: security-events',
	'publish.yml/publish: id-token',
	'publish.yml/release: contents',
	'scorecard.yml/analysis: security-events',
]);

/** They run with this repository's rights on code that somebody else has written. */
const DANGEROUS_TRIGGERS = ['issue_comment', 'pull_request_target', 'workflow_run'];

const PINNED = /^[\w./-]+@[\da-f]{40}$/;
const PINNED_LINE = /uses: [^\s@]+@[\da-f]{40} # v\d+\.\d+\.\d+$/;

/**
 * What is wrong with a workflow, one sentence each; empty when nothing is.
 *
 * @param file its name, such as `ci.yml`
 * @param text its YAML
 */
export function offencesIn(file: string, text: string): string[] {
	const workflow = workflowOf(file, text);
	return RULES.flatMap((rule) => rule(workflow));
}

/** The actions of other repositories that a workflow names, as `owner/name@commit`. */
export const actionsIn = (text: string): string[] =>
	workflowOf('', text).jobs.flatMap(({ steps }) =>
		steps.flatMap(({ uses }) => (typeof uses === 'string' ? [uses] : [])),
	);

function workflowOf(file: string, text: string): Workflow {
	const fields = fieldsOf(parse(text));
	const triggers = typeof fields.on === 'string' ? [fields.on] : keysOf(fields.on);
	return {
		file,
		text,
		fields,
		triggers,
		jobs: Object.entries(fieldsOf(fields.jobs)).map(([name, job]) => ({
			...fieldsOf(job),
			name,
			steps: listOf(fieldsOf(job).steps).map(fieldsOf),
			permissions: fieldsOf(job).permissions,
		})),
		publishes: triggers.includes('release') || 'tags' in fieldsOf(fieldsOf(fields.on).push),
	};
}

const RULES: Rule[] = [
	({ file, text }) =>
		text
			.split('\n')
			.map((line) => line.trim())
			.filter((line) => /^(?:- )?uses: (?!\.\/)/.test(line) && !PINNED_LINE.test(line))
			.map((line) => `${file}: "${line}" is no full commit with its version behind it`),

	// a list of flow style or an anchor would get past the rule that reads lines
	eachStep(({ uses }) =>
		typeof uses === 'string' && !PINNED.test(uses) ? [`uses ${uses}, which is no full commit`] : [],
	),

	({ file, fields }) =>
		isRecord(fields.permissions) && keysOf(fields.permissions).length === 0
			? []
			: [`${file}: does not begin with "permissions: {}"`],

	eachJob(({ permissions }) => (isRecord(permissions) ? [] : ['does not list its permissions'])),

	eachJob(({ name, permissions }, { file }) =>
		Object.entries(fieldsOf(permissions))
			.filter(([, level]) => level !== 'read' && level !== 'none')
			.filter(([scope]) => !MAY_WRITE.has(`${file}/${name}: ${scope}`))
			.map(([scope]) => `may write ${scope}`),
	),

	eachJob((job) =>
		hasToken(job) && job.environment !== 'npm'
			? ['has an id-token without the protected environment']
			: [],
	),

	// only GitHub's own actions, and no command that runs what is in the checkout or in a dependency
	eachJob((job) =>
		!hasToken(job)
			? []
			: job.steps.flatMap(({ uses, run }) => [
					...(typeof uses === 'string' && !uses.startsWith('actions/')
						? [`has an id-token and runs ${uses}`]
						: []),
					...(typeof run === 'string' && RUNS_CODE.test(run)
						? [`has an id-token and runs code of the project: ${firstLineOf(run)}`]
						: []),
				]),
	),

	eachStep(({ uses, with: inputs }) =>
		isAction(uses, 'actions/checkout') && fieldsOf(inputs)['persist-credentials'] !== false
			? ['leaves the token in the checkout (persist-credentials: false)']
			: [],
	),

	eachStep(({ uses, with: inputs }) =>
		isAction(uses, 'actions/setup-node') &&
		(fieldsOf(inputs)['package-manager-cache'] !== false || 'cache' in fieldsOf(inputs))
			? ["takes npm's packages from a cache (package-manager-cache: false)"]
			: [],
	),

	eachJob((job, { publishes }) =>
		publishes &&
		(job.steps.some(({ uses }) => isAction(uses, 'actions/cache')) ||
			fieldsOf(job.with).cache === true)
			? ['publishes what comes from a cache that other runs write']
			: [],
	),

	eachStep(({ run, with: inputs }) =>
		[run, fieldsOf(inputs).script].some(
			(script) => typeof script === 'string' && script.includes('${{'),
		)
			? ['has an expression in a script; pass it by env']
			: [],
	),

	eachStep(({ run }) =>
		typeof run === 'string' && OUTSIDE_THE_LOCK.test(run)
			? [`fetches what no lock file names: ${firstLineOf(run)}`]
			: [],
	),

	eachJob(({ steps, 'timeout-minutes': timeout }) =>
		steps.length > 0 && typeof timeout !== 'number' ? ['has no timeout'] : [],
	),

	eachJob(({ 'runs-on': machine, steps }) =>
		steps.length > 0 && !/^(?:ubuntu|macos|windows)-\d/.test(String(machine))
			? ['runs on a machine that is not named by its version']
			: [],
	),

	({ file, triggers, fields }) =>
		triggers.some((trigger) => trigger !== 'workflow_call') && !('concurrency' in fields)
			? [`${file}: does not say what happens when it runs twice at once (concurrency)`]
			: [],

	({ file, triggers }) =>
		triggers
			.filter((trigger) => DANGEROUS_TRIGGERS.includes(trigger))
			.map((trigger) => `${file}: runs on ${trigger}, with rights on code of others`),

	({ file, text }) =>
		/secrets: inherit|\$\{\{[^}]*\bsecrets\b/.test(text)
			? [`${file}: uses a secret; there is none to need`]
			: [],
];

const RUNS_CODE =
	/\b(?:npx|gulp|jest|make|require|import)\b|\bnode\b(?! --print )|\bnpm (?:ci|exec|i|install|run|start|test)\b|\.\/code\b/;

const OUTSIDE_THE_LOCK =
	/\b(?:npx|curl|wget|pipx?)\b|\bnpm (?:exec|i|install)\b|\bnpm ci\b(?!.*--ignore-scripts)/;

function eachJob(check: (job: Job, workflow: Workflow) => string[]): Rule {
	return (workflow) =>
		workflow.jobs.flatMap((job) =>
			check(job, workflow).map((offence) => `${workflow.file}: job ${job.name} ${offence}`),
		);
}

function eachStep(check: (step: Fields) => string[]): Rule {
	return eachJob(({ steps }) => steps.flatMap(check));
}

const hasToken = ({ permissions }: Job): boolean => 'id-token' in fieldsOf(permissions);

const isAction = (uses: unknown, name: string): boolean =>
	typeof uses === 'string' && (uses.startsWith(`${name}@`) || uses.startsWith(`${name}/`));

const firstLineOf = (run: string): string => run.trim().split('\n')[0] ?? '';

const fieldsOf = (value: unknown): Fields => (isRecord(value) ? value : {});

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const keysOf = (value: unknown): string[] =>
	Array.isArray(value) ? value.map(String) : Object.keys(fieldsOf(value));
