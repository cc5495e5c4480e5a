import { isRecord, listAt, numberAt, textAt } from '../../sandbox/n8n/answers.mts';
import { startChild } from './child.mts';

/** A request to HiBob, when it came, and how large the answer was. */
export interface Asked {
	url: string;
	body: string;
	/** ms since 1970 */
	at: number;
	bytes: number;
}

/** A HiBob of some size in a process of its own, which has its answers ready. */
export interface HiBobAnswers {
	/** base of the API */
	url: string;
	serviceUser: { id: string; token: string };
	/** what was asked since the last call */
	asked: () => Promise<Asked[]>;
	stop: () => void;
}

export async function startAnswers(size: number): Promise<HiBobAnswers> {
	const { said, child } = await startChild('answersServer.mts', [String(size)]);
	const url = textAt(said, 'url');
	return {
		url,
		serviceUser: { id: textAt(said, 'serviceUser.id'), token: textAt(said, 'serviceUser.token') },
		asked: async () => await askedOf(url),
		stop: () => {
			child.kill();
		},
	};
}

/** What such a HiBob was asked since the last call, by the base of its API. */
export async function askedOf(url: string): Promise<Asked[]> {
	const answer: unknown = await (await fetch(new URL('/asked', url))).json();
	return listAt({ asked: answer }, 'asked')
		.filter(isRecord)
		.map((one) => ({
			url: textAt(one, 'url'),
			body: textAt(one, 'body'),
			at: numberAt(one, 'at'),
			bytes: numberAt(one, 'bytes'),
		}));
}

/** Does something with a HiBob of some size, and ends it. */
export async function withHiBob<T>(
	size: number,
	act: (hibob: HiBobAnswers) => Promise<T>,
): Promise<T> {
	const hibob = await startAnswers(size);
	try {
		return await act(hibob);
	} finally {
		hibob.stop();
	}
}
