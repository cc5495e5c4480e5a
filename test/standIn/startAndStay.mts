// Starts an n8n as it is told by the environment, says where its user folder is, and stays until it is killed.
import { startN8n } from '../../sandbox/n8n/host.mts';

const n8n = await startN8n();
process.send?.(n8n.userFolder);
setInterval(() => undefined, 60_000);
