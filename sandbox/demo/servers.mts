import { startHiBob } from '../hibob/server.mts';
import { startReachdesk } from '../reachdesk/server.mts';
import { toldToEnd } from './ending.mts';

// Fixed, so that a credential made in someone's own n8n goes on to work
const HIBOB_PORT = 8081;
const REACHDESK_PORT = 8082;

const hibob = await startHiBob({ port: HIBOB_PORT });
const reachdesk = await startReachdesk({ port: REACHDESK_PORT });

process.stdout.write(`
HiBob and Reachdesk are running on this machine. In your own n8n, make two credentials:

  HiBob Service User API    Service User ID  ${hibob.serviceUser.id}
                            Token            ${hibob.serviceUser.token}
                            Environment      Custom URL
                            Custom URL       ${hibob.url}

  Reachdesk API             API Token        ${reachdesk.token}
                            Base URL         ${reachdesk.url}

  Sender                    ${reachdesk.sender}
  Campaigns                 1501 birthday; 1601, 1603, 1605, 1610 anniversaries; 1701 welcome box

Open in a browser

  HiBob      ${hibob.pageUrl}
  Reachdesk  ${reachdesk.pageUrl}

Press Ctrl-C to end.
`);

await toldToEnd();
await Promise.all([hibob.stop(), reachdesk.stop()]);
if (process.connected) process.disconnect();
