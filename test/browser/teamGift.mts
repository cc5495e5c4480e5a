import type { Page } from 'playwright-core';
import { TEAM_APPROVERS } from '../../sandbox/demo/teamGift.mts';
import type { TeamGift } from '../../sandbox/demo/teamGift.mts';
import type { Mail, Mailbox } from '../../sandbox/mail/mailbox.mts';

/** What the pages of the workflow Team gift take. */
interface Play {
	team: TeamGift;
	mailbox: Mailbox;
	sender: string;
	/** yyyy-MM-dd */
	today: string;
	/** Takes the pictures of what is shown. */
	look: (name: string) => Promise<void>;
}

/** Asks for gifts to many, approves them and looks at what became of them: each page, and each mail. */
export async function lookAtTeamGift(page: Page, play: Play): Promise<void> {
	const { team, mailbox, sender, today, look } = play;
	await page.goto(team.url);
	await look('team-gift-form');
	const fill = async (name: string, value: string) => {
		await page.locator(`[name="${name}"]`).fill(value);
	};
	await fill('name', 'Holidays');
	await fill('day', today);
	await fill('campaign', '1503');
	await fill('sender', sender);
	await fill('maxAmount', '3000');
	await page.locator('[name="currency"]').selectOption('EUR');
	await fill('by', 'Dana Dunn');
	await fill('email', 'dana@example.com');
	await page.locator('[name="approver"]').selectOption(TEAM_APPROVERS[0] ?? '');
	for (const choice of await page.locator('summary').all()) await choice.click();
	await look('team-gift-form-filled');
	await page.getByRole('button', { name: 'Show the preview' }).click();
	await page.getByText('would get one').waitFor();
	await look('team-gift-preview');
	await page.getByRole('button', { name: 'Ask ' }).click();
	await page.getByText('waiting for approval').waitFor();
	await look('team-gift-asked');
	const own = page.url();

	const question = await mailThatSays(page, mailbox, 'Please approve');
	await page.setContent(question.html);
	await look('team-gift-question-mail');
	await page.goto((await page.locator('a.button').getAttribute('href')) ?? '');
	await look('team-gift-question');
	await page.getByRole('button', { name: 'Approve' }).click();
	await page.getByText('approved it').waitFor();

	const result = await mailThatSays(page, mailbox, 'Holidays: ');
	await page.setContent(result.html);
	await look('team-gift-result-mail');
	await page.goto(own);
	await page.getByText('Who got none, and why').waitFor();
	await look('team-gift-result');
}

async function mailThatSays(page: Page, { mails }: Mailbox, beginning: string): Promise<Mail> {
	for (;;) {
		const mail = mails.find(({ subject }) => subject.startsWith(beginning));
		if (mail) return mail;
		await page.waitForTimeout(500);
	}
}
