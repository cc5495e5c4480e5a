import Fastify from 'fastify';
import { Faults, installFaults } from '../http/faults.mts';
import { installRequestLog, type LoggedRequest } from '../http/requestLog.mts';
import { ServiceUsers, standardAccess, Access, type ServiceUser } from './access.mts';
import { calendarEventsFrom, type CalendarEvent } from './calendarEvents.mts';
import { addCalendarRoutes } from './calendarRoutes.mts';
import { addCompanyRoutes } from './companyRoutes.mts';
import type { Company } from './company.mts';
import { isCivilDate, utcDateOf } from './dates.mts';
import { fieldRows, type FieldRow } from './fields.mts';
import { installGate, installRefusals } from './gate.mts';
import { LockOut } from './lockout.mts';
import { namedLists, type NamedLists } from './namedLists.mts';
import { companyPage } from './page.mts';
import { companyOn, type Person } from './people.mts';
import { addPeopleRoutes } from './peopleRoutes.mts';
import { RateLimit } from './rateLimit.mts';
import { StaleReads } from './staleReads.mts';
import { addTableRoutes } from './tableRoutes.mts';
import { addTimeOffRoutes } from './timeOffRoutes.mts';
import { letDayBegin } from './transitions.mts';
import { usualVariants, type Variants } from './variants.mts';

export interface HiBobOptions {
	/** any free port unless told */
	port?: number;
	host?: string;
	/** yyyy-MM-dd; today's UTC date unless told */
	today?: string;
	seed?: number;
	size?: number;
	rateLimitPerMinute?: number;
	/** the clock of rate limit, lock-out and stale reads, in epoch milliseconds */
	now?: () => number;
}

export interface HiBobSandbox {
	/** base of the API, such as http://127.0.0.1:4010/v1 */
	url: string;
	/** the page for people */
	pageUrl: string;
	/** the standard service user: sees everybody, has view of what gifting needs */
	serviceUser: { id: string; token: string };
	/** permissions of the standard service user */
	access: Access;
	/** Adds a service user as HiBob makes one: sees nothing of Employed people until permitted. */
	addServiceUser: (id: string, token: string) => ServiceUser;
	/** the records themselves: add, change or remove at will */
	people: Person[];
	fields: FieldRow[];
	lists: NamedLists;
	/** entries of the company calendars: add, change or remove at will */
	calendarEvents: CalendarEvent[];
	requests: LoggedRequest[];
	faults: Faults;
	variants: Variants;
	today: () => string;
	/** Moves the sandbox to a yyyy-MM-dd date; starters and leavers change status as at midnight. */
	setToday: (date: string) => void;
	stop: () => Promise<void>;
}

const STANDARD_USER = { id: 'SERVICE-12345', token: 'sandbox-token-of-the-service-user' };

const READS_WITH_POST = /^\/v1\/(?:people\/[^/]+|timeoff\/calendars\/events\/search)$/;

/** Whether a request only reads, which is all that this product may do with HiBob. */
export function isRead(entry: LoggedRequest): boolean {
	if (entry.method === 'GET') return true;
	const path = entry.url.split('?')[0] ?? '';
	return entry.method === 'POST' && READS_WITH_POST.test(path);
}

function variantsWith(stale: StaleReads, rateLimitPerMinute: number | undefined): Variants {
	const variants = usualVariants(rateLimitPerMinute);
	return Object.defineProperty(variants, 'staleSeconds', {
		enumerable: true,
		get: () => stale.seconds,
		set: (seconds: number) => {
			stale.seconds = seconds;
		},
	});
}

/**
 * Starts an imitation of the HiBob API, with an invented company, on this machine.
 * @throws RangeError when `today` is no yyyy-MM-dd date; Error when the port is taken
 */
export async function startHiBob(options: HiBobOptions = {}): Promise<HiBobSandbox> {
	const now = options.now ?? Date.now;
	let today = options.today ?? utcDateOf(Date.now());
	const people = companyOn(today, options);
	const stale = new StaleReads(people, now);
	const variants = variantsWith(stale, options.rateLimitPerMinute);
	const company: Company = {
		today: () => today,
		people: () => stale.read(),
		fields: fieldRows(),
		lists: namedLists(),
		calendarEvents: calendarEventsFrom(today),
		variants,
	};
	const requests: LoggedRequest[] = [];
	const faults = new Faults();
	const lockOut = new LockOut(now);
	const rateLimit = new RateLimit(now, () => variants.rateLimitPerMinute);
	// HiBob documents twice as many: 100 a minute (apidocs.hibob.com/docs/rate-limit)
	const companyRateLimit = new RateLimit(now, () => 2 * variants.rateLimitPerMinute);
	const serviceUsers = new ServiceUsers();
	const { access } = serviceUsers.add({ ...STANDARD_USER, access: standardAccess() });

	const app = Fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 500 } });
	// HiBob takes JSON only; fastify would also take plain text.
	app.removeContentTypeParser('text/plain');
	installRequestLog(app, requests);
	installFaults(app, faults);
	installGate(app, { serviceUsers, rateLimit, companyRateLimit, lockOut, variants });
	installRefusals(app, lockOut);
	addPeopleRoutes(app, company);
	addCompanyRoutes(app, company);
	addTableRoutes(app, company);
	addTimeOffRoutes(app, company);
	addCalendarRoutes(app, company);
	app.get('/', (_request, reply) =>
		reply.type('text/html; charset=utf-8').send(companyPage(today, people)),
	);

	const origin = await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
	return {
		url: `${origin}/v1`,
		pageUrl: `${origin}/`,
		serviceUser: { ...STANDARD_USER },
		access,
		addServiceUser: (id, token) => serviceUsers.add({ id, token, access: new Access() }),
		people,
		fields: company.fields,
		lists: company.lists,
		calendarEvents: company.calendarEvents,
		requests,
		faults,
		variants,
		today: () => today,
		setToday: (date) => {
			if (!isCivilDate(date)) throw new RangeError(`${date} is not a date of the form yyyy-MM-dd`);
			today = date;
			letDayBegin(date, people);
		},
		stop: async () => {
			await app.close();
		},
	};
}
