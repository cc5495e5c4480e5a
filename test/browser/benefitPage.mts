import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { parse } from 'csv-parse/sync';
import { plus } from '../../sandbox/hibob/dates.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';
import type { DataTable } from '../../sandbox/n8n/dataTable.mts';
import type { ReachdeskSandbox } from '../../sandbox/reachdesk/server.mts';

/** Gifts of a month with everything that the benefit report shows, and rows of the Gift Log for most. */
export async function giveBenefits(
	{ people }: HiBobSandbox,
	reachdesk: ReachdeskSandbox,
	{ log, today, names }: { log: DataTable; today: string; names: readonly string[] },
): Promise<void> {
	const createdAt = `${plus(`${today.slice(0, 7)}-01`, { days: -1 })}T00:00:00.000Z`;
	const employed = people.filter(
		({ scenario, ...fields }) => scenario === 'filler' && fields['internal.status'] === 'Active',
	);
	for (const [index, name] of names.entries()) {
		const person = employed[index];
		if (!person) continue;
		person['root.displayName'] = name;
		const currency = index % 2 === 0 ? 'EUR' : 'GBP';
		const status = index === 0 ? 'pending' : 'processed';
		const past = {
			email: 'reception@example.com',
			campaignId: 1501,
			cost: 25.5,
			currency,
		} as const;
		const { id } = reachdesk.addPastSend({ ...past, createdAt, status });
		if (index === 1) continue;
		const key = `hibob:${person['root.id']}:birthday:2020`;
		await log.insert([{ key, name, outcome: 'sent', send_id: String(id) }]);
	}
}

/** @throws Error when the button does not download what the page shows */
export async function downloadBenefits(page: Page): Promise<void> {
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: 'Download CSV' }).click(),
	]);
	const name = download.suggestedFilename();
	const rows: unknown[] = parse(readFileSync(await download.path(), 'utf8'), { bom: true });
	if (!/^benefit-report-\d{4}-\d\d\.csv$/.test(name) || rows.length < 2) {
		throw new Error(`The page downloads ${name} with ${String(rows.length)} lines`);
	}
	const [year = ''] = await page.locator('optgroup[label="Year"] option').allTextContents();
	await page.locator('select').selectOption({ label: year });
	await page.getByRole('button', { name: 'Show' }).click();
	await page.waitForURL(/[?]period=\d{4}$/);
}
