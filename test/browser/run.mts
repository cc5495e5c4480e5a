import { startHiBob } from '../../sandbox/hibob/server.mts';
import { startN8n } from '../../sandbox/n8n/host.mts';
import { startReachdesk } from '../../sandbox/reachdesk/server.mts';
import { openBrowser, signIn } from './chromium.mts';
import { Complaints, say } from './editor.mts';
import { takeFirstSteps } from './firstSteps.mts';
import { searchTheNodesPanel } from './nodesPanel.mts';
import { readOnAPhone } from './pages.mts';
import { openEveryPanel } from './panels.mts';

// `npm run test:browser`: the README's six steps, the nodes panel, every operation's panel, and the pages
// and emails of the workflows, in a real browser. It fails when a step does, or when the browser's console
// shows an error.
// `npm run test:browser -- panels` opens the panels alone.

const PARTS = {
	steps: takeFirstSteps,
	nodesPanel: searchTheNodesPanel,
	panels: openEveryPanel,
	pages: readOnAPhone,
};
const named = Object.entries(PARTS).filter(([name]) => process.argv.includes(name));
const parts = named.length > 0 ? named : Object.entries(PARTS);

const today = new Date().toISOString().slice(0, 10);
const hibob = await startHiBob({ today, rateLimitPerMinute: 1_000 });
const reachdesk = await startReachdesk();
say('Starting n8n …');
const n8n = await startN8n();
const browser = await openBrowser({ width: 1440, height: 900, scale: 2 });
const { page } = browser;
const complaints = new Complaints(page);
try {
	await signIn(page, n8n);
	// signing in asks first who is signed in
	complaints.begin();
	const editor = { page, n8n, hibob, reachdesk, today, complaints };
	for (const [, part] of parts) await part(editor);
	complaints.check();
} finally {
	await browser.close();
	await n8n.stop();
	await Promise.all([hibob.stop(), reachdesk.stop()]);
}
if (process.connected) process.disconnect();
