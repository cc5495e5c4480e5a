import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { isRecord } from '../../sandbox/hibob/json.mts';
import type { HiBobSandbox } from '../../sandbox/hibob/server.mts';

type Employee = Record<string, unknown>;

export const basic = (id: string, token: string) =>
	`Basic ${Buffer.from(`${id}:${token}`).toString('base64')}`;

/** A client of the sandbox that takes every status as an answer. */
export function clientOf(
	{ url, serviceUser }: Pick<HiBobSandbox, 'url' | 'serviceUser'>,
	credentials = serviceUser,
): AxiosInstance {
	return axios.create({
		baseURL: url,
		headers: { Authorization: basic(credentials.id, credentials.token) },
		validateStatus: () => true,
	});
}

/** The employees in an answer of POST /people/search; fails the test when there is no such array. */
export function employeesIn({ data }: AxiosResponse<unknown>): Employee[] {
	if (!isRecord(data) || !Array.isArray(data.employees)) throw new Error('no employees array');
	const employees: unknown[] = data.employees;
	return employees.filter(isRecord);
}

/** Lets HiBob, or Reachdesk, answer one request with this body, after those that are waiting to be answered so. */
export function answerOnce({ faults }: Pick<HiBobSandbox, 'faults'>, body: unknown): void {
	faults.add({
		times: 1,
		fault: { kind: 'status', when: 'after', status: 200, body: JSON.stringify(body) },
	});
}

/** What lies at a path of an answer, or undefined. */
export function at(value: unknown, ...path: string[]): unknown {
	return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}
