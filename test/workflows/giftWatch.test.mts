import { describe, expect, it } from '@jest/globals';
import { isRecord, listAt } from '../../sandbox/n8n/answers.mts';
import { runCodeNode } from './codeNode.mts';

type Row = Readonly<Record<string, unknown>>;

const NOW = '2026-11-26T09:25:00.000Z';
const OWN: Row = {
	workflow_id: 'this',
	trigger: 'Every Hour',
	completed_at: '2026-11-26T08:25:00.000Z',
};
const RUN: Row = {
	id: 1,
	workflow_id: 'w1',
	workflow: 'Birthday gift',
	trigger: 'HiBob Employees',
	completed_at: '2026-11-26T07:00:10.000Z',
	next_run: '2026-11-27T07:00:00.000Z',
	head_count: '253',
	read: '252',
	warnings: '[]',
	told: null,
};
const SILENT: Row = {
	...RUN,
	completed_at: '2026-11-25T07:00:10.000Z',
	next_run: '2026-11-26T07:00:00.000Z',
};

interface Looked {
	kinds: unknown[];
	/** what is written into Gift Runs before the message, by workflow */
	noted: Map<unknown, unknown>;
	/** the same after it */
	told: Map<unknown, unknown>;
}

/** What one look finds in the tables. */
function look(
	runs: readonly Row[],
	{ alerts = [], own = OWN }: { alerts?: readonly Row[]; own?: Row | null } = {},
): Looked | undefined {
	const rows = own === null ? runs : [own, ...runs];
	const [found] = runCodeNode('gift-watch', 'Check Runs', {
		now: NOW,
		nodes: { Runs: rows, Alerts: alerts },
	});
	if (found === undefined) return undefined;
	const textsOf = (name: string) =>
		new Map(
			listAt(found, name)
				.filter(isRecord)
				.map(({ workflow_id: id, told }) => [id, told]),
		);
	return {
		kinds: listAt(found, 'findings').map((finding) => isRecord(finding) && finding.kind),
		noted: textsOf('note'),
		told: textsOf('told'),
	};
}

/** The row after a look has been told, as the next look finds it. */
const after = (row: Row, looked: Looked | undefined): Row => {
	const told = looked?.told.get(row.workflow_id) ?? looked?.noted.get(row.workflow_id) ?? row.told;
	return { ...row, told };
};

describe('a look at Gift Runs', () => {
	it('finds nothing before the first run, and on a good day', () => {
		expect(look([], { own: null })?.kinds).toEqual([]);
		expect(look([RUN])?.kinds).toEqual([]);
	});

	it('finds a silence of 26 hours, once, and a new one after a new run', () => {
		const first = look([SILENT]);
		expect(first?.kinds).toEqual(['silence']);
		const told = after(SILENT, first);
		expect(look([told])?.kinds).toEqual([]);
		const again = { ...told, completed_at: '2026-11-25T06:59:00.000Z' };
		expect(look([again])?.kinds).toEqual(['silence']);
	});

	it('finds no silence at 25 hours, nor before the next run time', () => {
		expect(look([{ ...SILENT, completed_at: '2026-11-25T08:00:00.000Z' }])?.kinds).toEqual([]);
		expect(look([{ ...SILENT, next_run: '2026-11-27T07:00:00.000Z' }])?.kinds).toEqual([]);
	});

	it('leaves a workflow to Gift alerts that has failed in these hours', () => {
		const alert = { workflow_id: 'w1', updatedAt: '2026-11-25T09:00:00.000Z' };
		expect(look([SILENT], { alerts: [alert] })?.kinds).toEqual([]);
		expect(look([SILENT], { alerts: [{ ...alert, workflow_id: 'w2' }] })?.kinds).toEqual([
			'silence',
		]);
		const older = { ...alert, updatedAt: '2026-11-25T07:00:00.000Z' };
		expect(look([SILENT], { alerts: [older] })?.kinds).toEqual(['silence']);
	});

	it('finds that nobody could be read, once while it lasts, and not where there is no head-count', () => {
		const dark = { ...RUN, read: '0' };
		const first = look([dark]);
		expect(first?.kinds).toEqual(['nobody']);
		const told = after(dark, first);
		expect(look([told])?.kinds).toEqual([]);
		const bright = { ...told, read: '252' };
		expect(look([{ ...after(bright, look([bright])), read: '0' }])?.kinds).toEqual(['nobody']);
		expect(look([{ ...dark, head_count: null }])?.kinds).toEqual([]);
	});

	it('finds a warning once while it lasts, whatever its numbers, and again when it comes back', () => {
		const warned = { ...RUN, warnings: JSON.stringify(['3 people cannot be read']) };
		const first = look([warned]);
		expect(first?.kinds).toEqual(['warnings']);
		const told = after(warned, first);
		const more = { ...told, warnings: JSON.stringify(['4 people cannot be read']) };
		expect(look([more])?.kinds).toEqual([]);
		const over = { ...told, warnings: '[]' };
		const back = { ...after(over, look([over])), warnings: warned.warnings };
		expect(look([back])?.kinds).toEqual(['warnings']);
	});

	it.each(['from 2026-11-23 to 2026-11-25', 'on 2026-11-25'])(
		'says nothing of no run %s once it is caught up: it was told when it was so',
		(days) => {
			const warnings = JSON.stringify([`No run completed ${days}, because n8n was down`]);
			expect(look([{ ...RUN, warnings }])?.kinds).toEqual([]);
		},
	);

	it('leaves it to a look that was a minute ago', () => {
		const own = { ...OWN, completed_at: '2026-11-26T09:24:00.000Z' };
		expect(look([SILENT], { own })).toBeUndefined();
	});
});

describe('a look after n8n was off', () => {
	const own = { ...OWN, completed_at: '2026-11-24T08:25:00.000Z' };
	const behind = { ...SILENT, completed_at: '2026-11-24T07:00:10.000Z' };
	const caughtUp = { ...RUN, completed_at: '2026-11-26T09:24:00.000Z' };

	it('is one finding when all have caught up', () => {
		const first = look([caughtUp], { own });
		expect(first?.kinds).toEqual(['outage']);
		expect(first?.told.get('this')).toBe('{}');
	});

	it('waits an hour for those that have not, and stays noted until it is told', () => {
		const first = look([behind], { own });
		expect(first?.kinds).toEqual([]);
		const next = { ...OWN, told: first?.noted.get('this') };
		const second = look([behind], { own: next });
		expect(second?.kinds).toEqual(['outage']);
		// email was down: the next look tells it again
		const third = look([behind], { own: { ...OWN, told: second?.noted.get('this') } });
		expect(third?.kinds).toEqual(['outage']);
		// it has named the silent workflow, of which there is no second message
		expect(look([after(behind, third)])?.kinds).toEqual([]);
	});

	it('is none when only Gift watch was off', () => {
		const meanwhile = { ...RUN, completed_at: '2026-11-25T07:00:10.000Z' };
		expect(look([meanwhile], { own })?.kinds).toEqual([]);
	});

	it('of some hours finds nothing, and gives runs until the next look', () => {
		const some = { ...OWN, completed_at: '2026-11-26T03:25:00.000Z' };
		expect(look([SILENT], { own: some })?.kinds).toEqual([]);
	});
});
