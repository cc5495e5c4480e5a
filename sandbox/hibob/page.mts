import { formatted } from './dates.mts';
import type { Json } from './json.mts';
import type { Person } from './person.mts';
import { whoMattersOn, type MatteringPerson } from './today.mts';

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

const escaped = (value: Json | undefined): string =>
	(typeof value === 'string' || typeof value === 'number' ? String(value) : '').replace(
		/[&<>"']/g,
		(character) => ENTITIES[character] ?? '',
	);

const OCCASIONS: Record<MatteringPerson['occasion'], string> = {
	birthday: 'Birthday',
	workAnniversary: 'Work anniversary',
	startDate: 'First day',
};

const REASONS: Record<NonNullable<MatteringPerson['reason']>, string> = {
	terminated: 'No longer employed',
	notActive: 'Not active',
	statusUnknown: 'Status unknown',
	noEmail: 'No work e-mail',
};

const STYLE = `
:root { color-scheme: light dark; --line: #d8dce3; --soft: #f4f5f8; --yes: #0a7a43; --no: #9a5b00; }
@media (prefers-color-scheme: dark) { :root { --line: #3a3f4a; --soft: #20242c; --yes: #5fd39b; --no: #e8b15c; } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1.25rem; }
h1 { margin: 0; font-size: 1.5rem; } h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; }
p { margin: .25rem 0; } .scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { background: var(--soft); } td { overflow-wrap: anywhere; }
td.date { white-space: nowrap; font-variant-numeric: tabular-nums; }
.yes { color: var(--yes); font-weight: 600; } .no { color: var(--no); }
input { font: inherit; padding: .4rem .6rem; width: min(24rem, 100%); margin-bottom: .75rem; }`;

const SCRIPT = `
const filter = document.getElementById('filter');
const rows = [...document.querySelectorAll('#employees tbody tr')];
const count = document.getElementById('count');
const show = () => {
	const wanted = filter.value.toLowerCase();
	for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
	count.textContent = rows.filter((row) => !row.hidden).length + ' of ' + rows.length;
};
filter.addEventListener('input', show);
show();`;

const dayAndMonth = (monthDay: string | null): string =>
	monthDay === null ? '' : formatted(`2000-${monthDay}`, 'd MMMM');

const dateCell = (text: string | null) => `<td class="date">${escaped(text)}</td>`;

function occasionRow({ person, occasion, years, gift, reason }: MatteringPerson): string {
	const what = years === null ? '' : `, ${String(years)} ${years === 1 ? 'year' : 'years'}`;
	return `<tr><td>${escaped(person['root.displayName'])}</td><td>${OCCASIONS[occasion]}${what}</td>
<td class="${gift ? 'yes' : 'no'}">${gift ? 'Yes' : 'No'}</td><td>${reason === null ? '' : REASONS[reason]}</td></tr>`;
}

function employeeRow(person: Person): string {
	return `<tr><td>${escaped(person['root.displayName'])}</td><td>${escaped(person['root.email'])}</td>
<td>${escaped(person['internal.status'])}</td><td>${escaped(person['internal.lifecycleStatus'])}</td>
${dateCell(dayAndMonth(person['personal.shortBirthDate']))}${dateCell(person['work.startDate'])}
${dateCell(person['internal.terminationDate'])}<td>${escaped(person['work.site'])}</td></tr>`;
}

/** The page of the sandbox for people: for whom the yyyy-MM-dd date `today` matters, and all employees. */
export function companyPage(today: string, people: readonly Person[]): string {
	const mattering = whoMattersOn(today, people);
	const gifts = mattering.filter(({ gift }) => gift).length;
	const byName = [...people].sort((one, other) =>
		one['root.displayName'].localeCompare(other['root.displayName']),
	);
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>HiBob sandbox</title>
<style>${STYLE}</style>
</head>
<body>
<h1>HiBob sandbox</h1>
<p>Today is <strong>${escaped(today)}</strong>. ${String(people.length)} people, all invented.</p>
<h2>Today: ${String(mattering.length)} occasions, ${String(gifts)} gifts</h2>
<div class="scroll"><table id="today">
<thead><tr><th>Name</th><th>Occasion</th><th>Gift</th><th>Why not</th></tr></thead>
<tbody>${mattering.map(occasionRow).join('\n')}</tbody>
</table></div>
<h2>Employees (<span id="count">${String(people.length)}</span>)</h2>
<input id="filter" type="search" placeholder="Filter by name, status, site…" aria-label="Filter employees">
<div class="scroll"><table id="employees">
<thead><tr><th>Name</th><th>Work e-mail</th><th>Status</th><th>Lifecycle</th><th>Birthday</th><th>Start date</th><th>Termination date</th><th>Site</th></tr></thead>
<tbody>${byName.map(employeeRow).join('\n')}</tbody>
</table></div>
<script>${SCRIPT}</script>
</body>
</html>`;
}
