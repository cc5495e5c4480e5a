/**
 * A problem that a person has to fix: what happened (`message`) and what to do next (`remedy`).
 * Neither contains a secret or personal data; an employee is identified by id only. The person’s
 * name is added where the error is reported (nodes/Reachdesk/resources/gift/results.ts).
 */
export class ExplainedError extends Error {
	readonly remedy: string;

	constructor(message: string, remedy: string) {
		super(message);
		this.remedy = remedy;
		this.name = 'ExplainedError';
	}
}
