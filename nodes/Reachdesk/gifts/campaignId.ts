import { ExplainedError } from '../../shared/explainedError';
import { shown } from '../../shared/parameterValue';

/**
 * A campaign’s page in Reachdesk: https://app.reachdesk.com/campaigns/1503/settings. It is
 * bound to the beginning, or n8n would try a long text at each of its letters.
 */
export const CAMPAIGN_URL =
	'^\\s*(?:[Hh][Tt][Tt][Pp][Ss]?://)?[^/?#\\s]+/(?:[^/?#]+/)*campaigns/(\\d+)(?:[/?#].*)?';

// a pattern that also looks at the end takes quadratic time for a text that names campaigns again and again
const LONGEST_URL = 2_048;
const LARGEST_ID = 2_147_483_647;

/**
 * The id of a campaign from a number, its digits, or the URL of its page.
 *
 * @param label - the field’s label in the panel
 * @throws ExplainedError when it is none of these
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
			? `"${label}" is empty`
			: `"${label}" is "${shown(text)}", which is no number or URL of a campaign`,
		'Open the campaign in Reachdesk and copy the number in its URL, such as 1503 in app.reachdesk.com/campaigns/1503/settings. It has to be a manual campaign',
	);
}
