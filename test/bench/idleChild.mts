import { PolledTrigger } from '../n8nCore.mts';
import { withKeys } from '../../nodes/HiBob/occasions/rememberedKeys.ts';
import { todayIn } from '../../nodes/shared/schedule/runSchedule.ts';
import { builtTrigger } from './builtTrigger.mts';

// Times heartbeats that have nothing to do, after the run of the day, of a trigger that remembers
// a whole roster and the gifts of thirteen months. Arguments: base URL, id and token of the service user,
// and how many keys it remembers.

const [url = '', id = '', token = '', keys = '0'] = process.argv.slice(2);
const HEARTBEATS = 2_000;

const published = new PolledTrigger(
	builtTrigger(
		{ url, serviceUser: { id, token } },
		{ events: ['birthday', 'workAnniversary', 'employeeChanged'] },
	),
);
await published.activate('activate');
await published.heartbeat();
const today = todayIn('UTC', Date.now());
const remembered = Array.from(
	{ length: Number(keys) },
	(_, index) => `hibob:4${String(index).padStart(18, '0')}:birthday:2026` as const,
);
const trigger = published.restartedWith({
	...published.state,
	keys: withKeys({}, remembered, today),
});
await trigger.activate('init');
await trigger.heartbeat();

const times: number[] = [];
for (let beat = 0; beat < HEARTBEATS; beat++) {
	const begun = performance.now();
	await trigger.heartbeat();
	times.push(performance.now() - begun);
}
process.send?.({ times, stateBytes: JSON.stringify(published.state).length });
