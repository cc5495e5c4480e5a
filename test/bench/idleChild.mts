import { PolledTrigger } from '../n8nCore.mts';
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
const month = new Date().toISOString().slice(0, 7);
// as the trigger keeps them: eight letters for each key
const hashes = Array.from({ length: Number(keys) }, (_, index) =>
	index.toString(36).padStart(8, '_'),
);
const trigger = published.restartedWith({
	...published.state,
	keys: { [month]: hashes.join('') },
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
