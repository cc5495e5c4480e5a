import type { ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { ExplainedError } from './explainedError';
import { httpAnswer, noAnswer, NoAnswer } from './httpAnswer';
import type { HttpAnswer } from './httpAnswer';

type Explanation = Pick<ExplainedError, 'message' | 'remedy'>;

interface CredentialTest {
	service: string;
	request: {
		url: string;
		auth?: { username: string; password: string };
		headers?: { Authorization: string };
	};
	/** whether the body is what this path returns when everything works */
	isExpected: (body: unknown) => boolean;
	/** null for success */
	explainAnswer: (answer: HttpAnswer) => Explanation | null;
	explainNoAnswer: (failure: NoAnswer) => Explanation;
}

/**
 * Tests a credential with one GET. n8n's declarative test shows an unreachable host only as a code
 * such as ECONNREFUSED; here it is explained, like a wrong token and a blocked caller.
 *
 * @param testOf - reads the credential; an ExplainedError that it throws is shown
 */
export async function testCredential(
	{ helpers }: ICredentialTestFunctions,
	testOf: () => CredentialTest,
): Promise<INodeCredentialTestResult> {
	let test;
	try {
		test = testOf();
	} catch (error) {
		return refused(error instanceof ExplainedError ? error : UNREADABLE);
	}
	const answer = await ask(helpers, test);
	const refusal =
		answer instanceof NoAnswer ? test.explainNoAnswer(answer) : test.explainAnswer(answer);
	if (refusal) return refused(refusal);
	if (answer instanceof NoAnswer || !test.isExpected(answer.body)) {
		return {
			status: 'Error',
			message: `The URL answered, but not like ${test.service}. Check the URL in the credential`,
		};
	}
	return { status: 'OK', message: `${test.service} accepted the credential` };
}

const UNREADABLE: Explanation = {
	message: 'The credential is unreadable',
	remedy: 'Fill in its fields again and save it',
};

const refused = ({ message, remedy }: Explanation): INodeCredentialTestResult => ({
	status: 'Error',
	message: `${message}. ${remedy}`,
});

// In credential tests, `request` is the only way to make a request.
async function ask(
	helpers: ICredentialTestFunctions['helpers'],
	{ request }: CredentialTest,
): Promise<HttpAnswer | NoAnswer> {
	try {
		return httpAnswer(
			await helpers.request({
				method: 'GET',
				uri: request.url,
				...(request.auth ? { auth: request.auth } : {}),
				...(request.headers ? { headers: request.headers } : {}),
				json: true,
				simple: false,
				resolveWithFullResponse: true,
				followRedirect: false,
				timeout: 20_000,
			}),
		);
	} catch (error) {
		return noAnswer(error);
	}
}
