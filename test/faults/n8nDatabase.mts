import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const FILES = [
	'database.sqlite',
	'database.sqlite-wal',
	'database.sqlite-shm',
	// of n8n 1, which keeps no write-ahead log unless it is told to
	'database.sqlite-journal',
];
/** without that log, one who reads has to wait while n8n writes, in milliseconds */
const PATIENCE = 10_000;

/** What a trigger remembers, in both of n8n's engines. */
export interface TriggerMemory {
	staticData: unknown;
	/** by node id */
	cursors: { nodeId: string; cursor: unknown }[];
}

/** n8n's database, to look at while n8n runs, and to change while it is down. */
export class N8nDatabase {
	private readonly folder: string;

	/** @param userFolder n8n's user folder */
	constructor(userFolder: string) {
		this.folder = path.join(userFolder, '.n8n');
	}

	memoryOf(workflowId: string): TriggerMemory {
		return this.open((database) => ({
			staticData: database
				.prepare('SELECT staticData FROM workflow_entity WHERE id = ?')
				.get(workflowId)?.staticData,
			cursors: hasCursors(database)
				? database
						.prepare('SELECT nodeId, cursor FROM poller_state WHERE workflowId = ?')
						.all(workflowId)
						.map(({ nodeId, cursor }) => ({ nodeId: String(nodeId), cursor }))
				: [],
		}));
	}

	/** Whether a trigger of the workflow has completed its run of a yyyy-MM-dd day and n8n has noted it. */
	notesRunOn(day: string, workflowId: string): boolean {
		const { staticData, cursors } = this.memoryOf(workflowId);
		return [staticData, ...cursors.map(({ cursor }) => cursor)].some((memory) =>
			String(memory).includes(`"lastRun":"${day}"`),
		);
	}

	restoreMemory(workflowId: string, { staticData, cursors }: TriggerMemory): void {
		this.open((database) => {
			database
				.prepare('UPDATE workflow_entity SET staticData = ? WHERE id = ?')
				.run(typeof staticData === 'string' ? staticData : null, workflowId);
			for (const { nodeId, cursor } of cursors) {
				database
					.prepare('UPDATE poller_state SET cursor = ? WHERE workflowId = ? AND nodeId = ?')
					.run(String(cursor), workflowId, nodeId);
			}
		});
	}

	/** @param to a folder that is made */
	backUp(to: string): void {
		mkdirSync(to, { recursive: true });
		copyAll(this.folder, to);
	}

	restore(from: string): void {
		copyAll(from, this.folder);
	}

	private open<T>(use: (database: DatabaseSync) => T): T {
		const database = new DatabaseSync(path.join(this.folder, 'database.sqlite'), {
			timeout: PATIENCE,
		});
		try {
			return use(database);
		} finally {
			database.close();
		}
	}
}

function copyAll(from: string, to: string): void {
	for (const file of FILES) {
		const source = path.join(from, file);
		const target = path.join(to, file);
		rmSync(target, { force: true });
		if (existsSync(source)) copyFileSync(source, target);
	}
}

/** An older n8n does not have a scheduler that keeps them. */
const hasCursors = (database: DatabaseSync): boolean =>
	database.prepare("SELECT name FROM sqlite_master WHERE name = 'poller_state'").get() !==
	undefined;
