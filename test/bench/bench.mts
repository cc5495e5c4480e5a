import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chartOf } from './chart.mts';
import { startAnswers } from './hibobAnswers.mts';
import type { HiBobAnswers } from './hibobAnswers.mts';
import { measureIdle } from './idle.mts';
import { measureIdleWrites } from './idleWrites.mts';
import { measureInN8n } from './inN8n.mts';
import { measureOneProcess } from './oneProcess.mts';
import { reportOf } from './report.mts';
import type { Results } from './report.mts';
import { measureRosterSync } from './rosterSync.mts';
import { measureSendGifts } from './sendGifts.mts';
import { measureSites } from './sites.mts';

// `npm run bench`: what the nodes cost, side by side with what there would be without them. Prints
// tables; --keep writes them to docs/ with the chart. Parts can be chosen by name:
// oneProcess, inN8n, rosterSync, idle, sites, sendGifts.

const EMPLOYEES = [1_000, 10_000, 50_000];
const SYNCED = [1_000, 5_000, 10_000];
const GIFTS = [10, 100, 1_000];
const LISTED = [1_000, 10_000, 50_000];
const PARTS = ['oneProcess', 'idle', 'sites', 'inN8n', 'rosterSync', 'sendGifts'] as const;

const begun = Date.now();
const chosen = process.argv.slice(2).filter((word) => word !== '--keep');
const unknown = chosen.filter((word) => !PARTS.some((part) => part === word));
if (unknown.length > 0) {
	throw new Error(`There is no part ${unknown.join(', ')}. The parts: ${PARTS.join(', ')}`);
}
if (chosen.length > 0 && process.argv.includes('--keep')) {
	throw new Error('--keep replaces all figures, so it needs all parts.');
}
const wants = (part: (typeof PARTS)[number]) => chosen.length === 0 || chosen.includes(part);
const say = (text: string): void => {
	process.stdout.write(
		`${String(Math.round((Date.now() - begun) / 1_000)).padStart(5)} s  ${text}\n`,
	);
};

async function measure(): Promise<Results> {
	const results: Results = {
		on: new Date().toISOString().slice(0, 10),
		oneProcess: [],
		idle: [],
		sites: [],
		idleWrites: null,
		inN8n: [],
		rosterSync: [],
		sendGifts: null,
	};
	const companies: { employees: number; hibob: HiBobAnswers }[] = [];
	if (wants('oneProcess') || wants('idle') || wants('sites') || wants('inN8n')) {
		for (const employees of EMPLOYEES) {
			say(`a HiBob with ${String(employees)} employees`);
			companies.push({ employees, hibob: await startAnswers(employees) });
		}
	}
	try {
		for (const { employees, hibob } of companies) {
			if (wants('oneProcess')) {
				say(`one process, ${String(employees)} employees`);
				results.oneProcess.push(await measureOneProcess(hibob, employees));
			}
			if (wants('idle')) {
				say(`idle heartbeats, ${String(employees)} employees`);
				results.idle.push(await measureIdle(hibob, employees));
			}
			if (wants('sites')) {
				say(`a day in 24 time zones, ${String(employees)} employees`);
				results.sites.push(await measureSites(hibob, employees));
			}
		}
		const [smallest] = companies;
		if (wants('idle') && smallest) {
			say('idle heartbeats in a real n8n');
			results.idleWrites = await measureIdleWrites(smallest.hibob);
		}
		if (wants('inN8n')) results.inN8n.push(...(await measureInN8n(companies, say)));
	} finally {
		for (const { hibob } of companies) hibob.stop();
	}
	for (const size of wants('rosterSync') ? SYNCED : []) {
		say(`the roster sync of ${String(size)} people`);
		results.rosterSync.push(await measureRosterSync(size));
	}
	if (wants('sendGifts')) results.sendGifts = await measureSendGifts(GIFTS, LISTED, say);
	return results;
}

const DOCS = path.join(import.meta.dirname, '..', '..', 'docs');

function keep(results: Results, report: string): void {
	mkdirSync(path.join(DOCS, 'images'), { recursive: true });
	writeFileSync(path.join(DOCS, 'bench.json'), `${JSON.stringify(results, null, '\t')}\n`);
	writeFileSync(path.join(DOCS, 'bench.md'), `${report}\n`);
	writeFileSync(path.join(DOCS, 'images', 'bench.svg'), chartOf(results.inN8n));
	say('Written: docs/bench.json, docs/bench.md, docs/images/bench.svg');
}

const results = await measure();
const report = reportOf(results);
process.stdout.write(`\n${report}\n`);
if (process.argv.includes('--keep')) keep(results, report);
if (process.connected) process.disconnect();
