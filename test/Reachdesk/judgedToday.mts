import type { IDataObject } from 'n8n-workflow';

/** What the trigger says of an item that is due today, by the clock of the test. */
export function judgedToday(changes: IDataObject = {}): IDataObject {
	const today = new Date(Date.now()).toISOString().slice(0, 10);
	return {
		date: today,
		timeZone: 'UTC',
		preview: false,
		dueDate: today,
		catchUpDays: 7,
		offeredAgain: false,
		...changes,
	};
}
