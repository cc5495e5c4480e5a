/** Style of the sandbox page; part of the page, which loads nothing from elsewhere. */
export const PAGE_STYLE = `
:root {
	--ground: #f6f5f2; --card: #ffffff; --ink: #1f2328; --soft: #66707a; --line: #e3e1db;
	--good: #1a7f4b; --good-ground: #e2f4e9; --wait: #8a5a00; --wait-ground: #fdf0d3;
}
@media (prefers-color-scheme: dark) {
	:root {
		--ground: #15171a; --card: #1e2125; --ink: #e8eaed; --soft: #9aa4ae; --line: #30353b;
		--good: #6fd6a0; --good-ground: #17352a; --wait: #f0c060; --wait-ground: #3a2f14;
	}
}
* { box-sizing: border-box; }
body {
	margin: 0 auto; max-width: 76rem; padding: 2rem 1.5rem; background: var(--ground);
	color: var(--ink); font: 15px/1.45 system-ui, sans-serif;
}
h1 { margin: 0; font-size: 1.4rem; }
header p { margin: .2rem 0 1.5rem; color: var(--soft); }
.totals { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1.5rem; }
.totals div {
	flex: 1 1 9rem; padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line);
	border-radius: .6rem;
}
.totals dt { color: var(--soft); font-size: .8rem; }
.totals dd { margin: .1rem 0 0; font-size: 1.3rem; font-weight: 600; }
.scroll {
	overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
}
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .6rem .9rem; text-align: left; vertical-align: top; }
th { color: var(--soft); font-size: .8rem; font-weight: 500; white-space: nowrap; }
tbody tr { border-top: 1px solid var(--line); }
td small { display: block; color: var(--soft); font-size: .8rem; }
td time, td.amount { white-space: nowrap; }
.amount { text-align: right; }
.status {
	display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .85rem;
	color: var(--good); background: var(--good-ground);
}
.status.waiting { color: var(--wait); background: var(--wait-ground); }
.status.ended { color: var(--soft); background: var(--line); }
.empty {
	padding: 3rem 1rem; text-align: center; color: var(--soft); border: 1px dashed var(--line);
	border-radius: .6rem;
}
.stale { opacity: .5; }
`;

/** Keeps the board current; what it inserts was escaped by the server. */
export const PAGE_SCRIPT = `
const board = document.getElementById('board');
let shown = '';
async function refresh() {
	try {
		const answer = await fetch(board.dataset.path);
		const { html } = await answer.json();
		if (html !== shown) board.innerHTML = shown = html;
		board.classList.remove('stale');
	} catch {
		board.classList.add('stale');
	}
	setTimeout(refresh, 1000);
}
setTimeout(refresh, 1000);
`;
