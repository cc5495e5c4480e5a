import { stringOf } from '../../shared/parameterValue';

/** The header with which an API token signs a request. */
export const tokenHeader = ({ apiToken }: Readonly<Record<string, unknown>>) => ({
	Authorization: `Bearer ${stringOf(apiToken)}`,
});
