/** A service whose answers are captured. */
export type Service = 'HiBob' | 'Reachdesk';

/** A request that reads. Paths begin at the base URL and may have a query. */
export interface Question {
	service: Service;
	/** names the answer in files and sentences, such as `people-search` */
	name: string;
	method: 'GET' | 'POST';
	path: string;
	body?: object;
}

/**
 * All that `npm run capture` may ask, by method and path. HiBob reads people and calendars with a POST
 * (apidocs.hibob.com/reference/post_people-search, post_people-identifier,
 * post_timeoff-calendars-events-search); a POST to Reachdesk moves money, so it gets none.
 */
const READS: Readonly<Record<Service, readonly RegExp[]>> = {
	HiBob: [
		/^GET \/company\/people\/fields$/,
		/^GET \/company\/named-lists(?:\/[\w-]+|\?includeArchived=(?:true|false))$/,
		/^GET \/timeoff\/whosout\?[\w=&-]+$/,
		/^POST \/people\/search$/,
		/^POST \/people\/\d+$/,
		/^POST \/timeoff\/calendars\/events\/search$/,
	],
	Reachdesk: [
		/^GET \/(?:sends|contacts|transactions)\?[\w=&-]+$/,
		/^GET \/sends\/\d+$/,
		/^GET \/organization$/,
	],
};

/** Whether a request is one of the reads. What is not on the list is none. */
export const isRead = ({ service, method, path }: Pick<Question, 'service' | 'method' | 'path'>) =>
	READS[service].some((allowed) => allowed.test(`${method} ${path}`));

/** @throws Error for anything but a read; then nothing was asked */
export function checkRead(question: Pick<Question, 'service' | 'method' | 'path'>): void {
	if (isRead(question)) return;
	const { service, method } = question;
	throw new Error(`Only reads are asked, so this ${method} does not go to ${service}`);
}
