import { stringOf } from '../../shared/parameterValue';

/** How a service user signs a request: HTTP basic (apidocs.hibob.com/docs/api-service-users). */
export const serviceUserAuth = ({ serviceUserId, token }: Readonly<Record<string, unknown>>) => ({
	username: stringOf(serviceUserId),
	password: stringOf(token),
});
