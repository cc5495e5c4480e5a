import { startHiBob } from '../../sandbox/hibob/server.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import { Kept } from '../kept.mts';
import { openBrowser, signIn } from './chromium.mts';
import { Complaints, say } from './editor.mts';
import { takeFirstSteps } from './firstSteps.mts';
import { searchTheNodesPanel } from './nodesPanel.mts';
import { readOnAPhone } from './pages.mts';
import { openEveryPanel } from './panels.mts';

// `npm run test:browser`: the README's six steps, the nodes panel, every operation's panel, and the pages
// and emails of the workflows, in a real browser. It fails when a step does, or when the browser's console
// shows an error.
// `npm run test:browser -- panels` opens the panels alone. When it was stopped, it continues with the parts
// that it had not finished (kept.mts: --keep, --anew).

const PARTS = {
	steps: takeFirstSteps,
	nodesPanel: searchTheNodesPanel,
	panels: openEveryPanel,
	pages: readOnAPhone,
};
const named = Object.entries(PARTS).filter(([name]) => process.argv.includes(name));
const isChosen = named.length > 0;
const parts = isChosen ? named : Object.entries(PARTS);
const kept = Kept.of('browser', process.argv, { isChosen, say });
const isDone = (value: unknown): value is true => value === true;

const today = new Date().toISOString().slice(0, 10);
const hibob = await startHiBob({ today, rateLimitPerMinute: 1_000 });
const reachdesk = await startReachdesk();
say('Starting n8n …');
const n8n = await startN8n({ editor: true });
const browser = await openBrowser({ width: 1440, height: 900, scale: 2 });
const { page } = browser;
const complaints = new Complaints(page);
try {
	await signIn(page, n8n);
	// signing in asks first who is signed in
	complaints.begin();
	const editor = { page, n8n, hibob, reachdesk, today, complaints };
	for (const [name, part] of parts) {
		await kept.part(name, isDone, async () => {
			await part(editor);
			complaints.check();
			return true as const;
		});
	}
	if (!isChosen) kept.finish();
} finally {
	await browser.close();
	await n8n.stop();
	await Promise.all([hibob.stop(), reachdesk.stop()]);
}
if (process.connected) process.disconnect();
