import { ExplainedError } from '../../shared/explainedError';
import { shown } from '../../shared/parameterValue';

/**
 * A campaign’s page in Reachdesk: https://app.reachdesk.com/campaigns/1503/settings. The pattern is
 * anchored at the start, or n8n would try a long text at each of its letters.
 */
export const CAMPAIGN_URL =
	'^\\s*(?:[Hh][Tt][Tt][Pp][Ss]?://)?[^/?#\\s]+/(?:[^/?#]+/)*campaigns/(\\d+)(?:[/?#].*)?';

// a pattern with an end takes quadratic time for a text that repeats "campaigns" many times
const LONGEST_URL = 2_048;
const LARGEST_ID = 2_147_483_647;

/**
 * The id of a campaign from a number, its digits, or the URL of its page.
 *
 * @param label - the field’s label in the panel
 * @throws ExplainedError for anything else
 */
export function campaignIdOf(campaign: unknown, label = 'Campaign'): number {
	const text =
		typeof campaign === 'string' || typeof campaign === 'number' ? String(campaign).trim() : '';
	const url = text.length > LONGEST_URL ? null : new RegExp(`${CAMPAIGN_URL}$`).exec(text);
	const digits = url?.[1] ?? text;
	const id = /^\d+$/.test(digits) ? Number(digits) : 0;
	if (id >= 1 && id <= LARGEST_ID) return id;
	throw new ExplainedError(
		text === ''
			? `'${label}' is empty`
			: `'${label}' is "${shown(text)}", which is not the number or URL of a campaign`,
		'Open the campaign in Reachdesk and copy the URL of its page, or the number in it, such as 1503 in app.reachdesk.com/campaigns/1503/settings. It must be a manual campaign',
	);
}
