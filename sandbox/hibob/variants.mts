/** Ways in which HiBob is known, or suspected, to differ; each may be changed while the server runs. */
export interface Variants {
	/** empty fields also get a slash key, `{"value": null}`, and a null among the labels */
	slashNulls: boolean;
	/** raw lifecycle ids as `employed`, `garden leave` */
	lowerCaseLifecycle: boolean;
	/** REPLACE puts labels into the slash keys too */
	replaceSlashKeys: boolean;
	/** how dates read among the labels, as a luxon format */
	humanDateFormat: string;
	/** answers of POST /people/search are filled up with white space to this size */
	padToBytes: number;
	/** how many rows an answer of POST /people/search has at most, when more than the ids are asked for */
	mostRows: number;
	/** what such an answer says beside its employees */
	besideEmployees: Readonly<Record<string, unknown>>;
	/** ids of fields that an answer omits for single people, by their ids */
	omitted: Map<string, string[]>;
	/** what people search answers to a service user who may see nothing */
	noPermissionStatus: 200 | 403;
	/** 429 also carries Retry-After */
	retryAfter: boolean;
	/** per service user and endpoint */
	rateLimitPerMinute: number;
	/** status and body while locked out */
	lockOutStatus: number;
	lockOutBody: string;
	/** reads show people as they were this long ago; HiBob states up to 20 s (apidocs.hibob.com/reference/post_people-search) */
	staleSeconds: number;
}

/** The variants as HiBob is most likely to be. */
export const usualVariants = (rateLimitPerMinute = 50): Variants => ({
	slashNulls: false,
	lowerCaseLifecycle: false,
	replaceSlashKeys: true,
	humanDateFormat: 'dd/MM/yyyy',
	padToBytes: 0,
	mostRows: Infinity,
	besideEmployees: {},
	omitted: new Map(),
	noPermissionStatus: 200,
	retryAfter: false,
	rateLimitPerMinute,
	lockOutStatus: 403,
	lockOutBody: '',
	staleSeconds: 0,
});
