import type { FastifyInstance } from 'fastify';
import { SANDBOX_PATHS, type LoggedRequest } from '../http/requestLog.mts';
import { displayAmount, inCents, type Currency } from './currencies.mts';
import { PAGE_SCRIPT, PAGE_STYLE } from './pageAssets.mts';
import type { Sends, StoredSend } from './sends.mts';

export interface PageParts {
	sends: Sends;
	requests: LoggedRequest[];
}

const BOARD_PATH = `${SANDBOX_PATHS}/board`;

const ENDED_UNCLAIMED = new Set(['rejected', 'cancelled', 'expired', 'returned']);

const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

const escaped = (value: string): string =>
	value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

function totalsOf(sends: StoredSend[], requests: LoggedRequest[]): [string, string][] {
	const spent = new Map<Currency, number>();
	for (const { processedAt, wallet, cost, refunded } of sends) {
		if (processedAt === null) continue;
		spent.set(wallet.currency, inCents((spent.get(wallet.currency) ?? 0) + cost - refunded));
	}
	const amounts = [...spent].map(([currency, amount]) => displayAmount(amount, currency));
	const people = new Set(sends.map(({ email }) => email)).size;
	const pending = sends.filter(({ status }) => status === 'pending').length;
	const violations = requests.reduce((sum, request) => sum + request.violations.length, 0);
	return [
		['Gifts', String(sends.length)],
		['People', String(people)],
		['Waiting for approval', String(pending)],
		['Spent', amounts.join(' + ') || '0.00'],
		['API requests', String(requests.length)],
		['Contract violations', String(violations)],
	];
}

const toneOf = (status: string): string => {
	if (status === 'pending') return 'waiting';
	return ENDED_UNCLAIMED.has(status) ? 'ended' : '';
};

function rowOf(send: StoredSend): string {
	const { first_name: firstName, last_name: lastName } = send.request.recipient;
	const [date = '', time = ''] = send.createdAt.split('T');
	const status = escaped(send.status);
	const reason = send.pendingReason === null ? '' : `<small>${escaped(send.pendingReason)}</small>`;
	const refunded =
		send.refunded === 0
			? ''
			: `<small>${displayAmount(send.refunded, send.wallet.currency)} refunded</small>`;
	return `<tr>
<td><time datetime="${escaped(send.createdAt)}">${date} <b>${time.slice(0, 8)}</b></time></td>
<td>${escaped(`${firstName} ${lastName}`)}<small>${escaped(send.request.recipient.email)}</small></td>
<td>${escaped(send.campaign.name)}<small>${String(send.campaign.id)}</small></td>
<td><span class="status ${toneOf(send.status)}">${status}</span>${reason}</td>
<td class="amount">${displayAmount(send.cost, send.wallet.currency)}${refunded}</td>
<td>${escaped(send.wallet.name)}<small>${String(send.wallet.id)}</small></td>
<td>${escaped(send.source ?? '')}</td>
</tr>`;
}

function boardOf({ sends, requests }: PageParts): string {
	const totals = totalsOf(sends.all, requests)
		.map(([label, value]) => `<div><dt>${label}</dt><dd>${escaped(value)}</dd></div>`)
		.join('');
	const newestFirst = sends.all.toSorted(
		(a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id,
	);
	const headings = ['Time (UTC)', 'Recipient', 'Campaign', 'Status', 'Cost', 'Wallet', 'Source']
		.map(
			(heading) => `<th scope="col"${heading === 'Cost' ? ' class="amount"' : ''}>${heading}</th>`,
		)
		.join('');
	const gifts =
		newestFirst.length === 0
			? '<p class="empty">No gifts yet. They appear here as they are sent.</p>'
			: `<div class="scroll"><table><thead><tr>${headings}</tr></thead>
<tbody>${newestFirst.map(rowOf).join('\n')}</tbody></table></div>`;
	return `<dl class="totals">${totals}</dl>${gifts}`;
}

const pageWith = (board: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Reachdesk sandbox</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body>
<header><h1>Reachdesk sandbox</h1><p>A local imitation: no gift on this page is real.</p></header>
<main id="board" data-path="${BOARD_PATH}">${board}</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;

/** Serves the page for people at `/`, and what it polls: the same board as JSON `{ html }`. */
export function addPage(app: FastifyInstance, parts: PageParts): void {
	app.get('/', (_request, reply) =>
		reply.type('text/html; charset=utf-8').send(pageWith(boardOf(parts))),
	);
	app.get(BOARD_PATH, (_request, reply) =>
		reply.header('cache-control', 'no-store').send({ html: boardOf(parts) }),
	);
}
