import type { INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

/** What a trigger learns from the execution that its items started, as a change of its memory. */
export type Lesson<M> = (execution: IRun | undefined) => (memory: M) => M;

/**
 * What triggers have learned from the executions that they started, and not noted yet. A lesson waits
 * in this process for the next poll. If n8n stops before that, the lesson is lost, and the items are
 * returned again.
 */
export class Lessons<M> {
	/** by trigger */
	private readonly learned = new Map<string, ((memory: M) => M)[]>();

	/** Whether a trigger has learned something that it has not noted yet. */
	isWaiting(trigger: string): boolean {
		return this.learned.has(trigger);
	}

	/** The memory with what was learned. */
	noteIn(trigger: string, memory: M): M {
		const lessons = this.learned.get(trigger) ?? [];
		this.learned.delete(trigger);
		return lessons.reduce((before, lesson) => lesson(before), memory);
	}

	/** Starts an execution as n8n does with the items of a poll, and learns from its end. */
	start(
		context: IPollFunctions,
		trigger: string,
		output: INodeExecutionData[][],
		lesson: Lesson<M>,
	): void {
		const ended = context.helpers.createDeferredPromise<IRun | undefined>();
		context.__emit(output, undefined, ended);
		void ended.promise
			.then((execution) => {
				this.learned.set(trigger, [...(this.learned.get(trigger) ?? []), lesson(execution)]);
			})
			// n8n could not start it, does not know what happened to it, or returns something unreadable. An
			// error here would end the whole n8n process
			.catch(() => undefined);
	}
}
