import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { N8nHost } from '../../sandbox/n8n/host.mts';

/** Reads what n8n has saved of executions, from its database. */
export class SavedExecutions {
	private readonly database: DatabaseSync;

	constructor({ userFolder }: Pick<N8nHost, 'userFolder'>) {
		const file = path.join(userFolder, '.n8n', 'database.sqlite');
		this.database = new DatabaseSync(file, { readOnly: true });
	}

	/** The executions whose data hold a text. */
	with(text: string): unknown[] {
		return this.database
			.prepare('SELECT executionId FROM execution_data WHERE data LIKE ?')
			.all(`%${text}%`);
	}

	/** Waits until none holds a text: what is marked as deleted goes with the next pruning, here after seconds. */
	async lose(text: string, n8n: Pick<N8nHost, 'waitUntil'>): Promise<void> {
		await n8n.waitUntil(() => Promise.resolve(this.with(text).length === 0), {
			what: 'the pruning',
		});
	}

	close(): void {
		this.database.close();
	}
}
