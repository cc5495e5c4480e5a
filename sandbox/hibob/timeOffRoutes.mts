import type { FastifyInstance } from 'fastify';
import { isActive, visiblePeople, type Company } from './company.mts';
import { booleanParameter, dateParameter, parameter } from './query.mts';
import { badRequest } from './refusal.mts';
import { absencesBetween } from './timeOff.mts';

/** GET /timeoff/whosout and GET /timeoff/outtoday; active people only. */
export function addTimeOffRoutes(app: FastifyInstance, company: Company): void {
	app.get('/v1/timeoff/whosout', (request, reply) => {
		const from = dateParameter(request.query, 'from');
		const to = dateParameter(request.query, 'to');
		if (from === undefined || to === undefined) throw badRequest('from and to are required');
		if (from > to) throw badRequest('from must not lie after to');
		const includePending = booleanParameter(request.query, 'includePending');
		booleanParameter(request.query, 'includeHourly');
		booleanParameter(request.query, 'includePrivate');
		const active = visiblePeople(company, request).filter(isActive);
		return reply.send({
			outs: absencesBetween(from, to, active)
				.filter(({ approved }) => approved || includePending)
				.map(({ person, requestId, policy, startDate, endDate, approved }) => ({
					requestId,
					employeeId: person['root.id'],
					employeeDisplayName: person['root.displayName'],
					policyTypeDisplayName: policy,
					type: 'days',
					startDate,
					startPortion: 'all_day',
					endDate,
					endPortion: 'all_day',
					status: approved ? 'Approved' : 'Pending',
				})),
		});
	});

	app.get('/v1/timeoff/outtoday', (request, reply) => {
		const today = dateParameter(request.query, 'today') ?? company.today();
		const siteId = parameter(request.query, 'siteId');
		const people = visiblePeople(company, request)
			.filter(isActive)
			.filter((person) => siteId === undefined || person['work.siteId'] === Number(siteId));
		return reply.send({
			outs: absencesBetween(today, today, people)
				.filter(({ approved }) => approved)
				.map(({ person, policy, startDate, endDate }) => ({
					employeeId: person['root.id'],
					employeeDisplayName: person['root.displayName'],
					employeeEmail: person['root.email'],
					policyTypeDisplayName: policy,
					startDate,
					startDatePortion: 'all_day',
					endDate,
					endDatePortion: 'all_day',
					requestRangeType: 'days',
				})),
		});
	});
}
