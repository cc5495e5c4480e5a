/**
 * Something a person has to mend: what happened (`message`) and what to do next (`remedy`).
 * Neither holds a secret or personal data; an employee is named by id only.
 */
export class ExplainedError extends Error {
	readonly remedy: string;

	constructor(message: string, remedy: string) {
		super(message);
		this.remedy = remedy;
		this.name = 'ExplainedError';
	}
}
