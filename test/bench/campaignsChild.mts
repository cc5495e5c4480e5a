import { listedBy } from '../n8nCore.mts';
import built from './builtPackage.cjs';

// Times the first answer of the list of campaigns in the panel. Arguments: base URL and token of Reachdesk.

const [baseUrl = '', apiToken = ''] = process.argv.slice(2);
const node = {
	type: new built.Reachdesk(),
	credentialType: new built.ReachdeskApi(),
	credential: { apiToken, baseUrl },
	parameters: { resource: 'gift', operation: 'send' },
};
const begun = performance.now();
const { length: campaigns } = await listedBy(node, 'searchCampaigns');
process.send?.({ ms: performance.now() - begun, campaigns });
