import axios from 'axios';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startReachdesk, type ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';
import { giftBody, recipient, trigger } from './reachdeskClient.mts';

let sandbox: ReachdeskSandbox;

beforeEach(async () => {
	sandbox = await startReachdesk();
});

afterEach(async () => {
	await sandbox.stop();
});

const page = async () => (await axios.get<string>(sandbox.pageUrl)).data;

const polled = async () => {
	const path = /data-path="([^"]+)"/.exec(await page())?.[1] ?? '';
	const answer = await axios.get<{ html: string }>(new URL(path, sandbox.pageUrl).href);
	return answer.data.html;
};

test('the page says that there are no gifts yet', async () => {
	expect(await page()).toContain('No gifts yet');
});

test('the page loads nothing from elsewhere', async () => {
	await trigger(sandbox);
	expect(await page()).not.toMatch(/(src|href)="(?!data:)|url\(|@import/);
});

test('the page and what it polls show the gifts, newest first, with their totals', async () => {
	sandbox.addPastSend({
		email: 'ana@example.com',
		campaignId: 1601,
		createdAt: '2020-01-01T10:00Z',
	});
	await trigger(sandbox, giftBody({ source: 'n8n' }));
	await trigger(sandbox, giftBody({ approved: 'false' }), 1605);
	for (const html of [await page(), await polled()]) {
		expect(html).toContain('Noa Levi');
		expect(html).toContain('<td>n8n</td>');
		expect(html).toContain('Gift Sender USD');
		expect(html).toContain('<dt>Gifts</dt><dd>3</dd>');
		expect(html).toContain('<dt>Spent</dt><dd>75.00 USD</dd>');
		expect(html).toContain('<dt>Waiting for approval</dt><dd>1</dd>');
		expect(html.indexOf('Work anniversary, 5 years')).toBeLessThan(html.indexOf('Birthday'));
		expect(html.indexOf('Birthday')).toBeLessThan(html.indexOf('Work anniversary, 1 year'));
	}
});

test('the page escapes what came from outside', async () => {
	const attack = `<img src=x onerror="alert('1')">&`;
	await trigger(
		sandbox,
		giftBody({ source: attack, recipient: recipient({ first_name: attack }) }),
	);
	for (const html of [await page(), await polled()]) {
		expect(html).not.toContain('<img');
		expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;');
	}
});

test('the page is no request to the API: it needs no token and is not logged', async () => {
	await page();
	await polled();
	expect(sandbox.requests).toEqual([]);
});
