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
	const origin = textAt(said, 'origin');
	return {
		url: textAt(said, 'url'),
		serviceUser: { id: textAt(said, 'serviceUser.id'), token: textAt(said, 'serviceUser.token') },
		asked: async () => {
			const answer: unknown = await (await fetch(`${origin}/asked`)).json();
			return listAt({ asked: answer }, 'asked')
				.filter(isRecord)
				.map((one) => ({
					url: textAt(one, 'url'),
					body: textAt(one, 'body'),
					at: numberAt(one, 'at'),
					bytes: numberAt(one, 'bytes'),
				}));
		},
		stop: () => {
			child.kill();
		},
	};
}
