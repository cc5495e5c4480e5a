import type { IDataObject } from 'n8n-workflow';
import type { NodeUnderTest } from '../n8nCore.mts';
import built from './builtPackage.cjs';
import type { HiBobAnswers } from './hibobAnswers.mts';

/** The built trigger with the credential of a HiBob. */
export const builtTrigger = (
	{ url, serviceUser }: Pick<HiBobAnswers, 'url' | 'serviceUser'>,
	parameters: IDataObject,
): NodeUnderTest => ({
	type: new built.HiBobTrigger(),
	credentialType: new built.HiBobServiceUserApi(),
	credential: {
		serviceUserId: serviceUser.id,
		token: serviceUser.token,
		environment: 'custom',
		customUrl: url,
	},
	parameters: {
		run: 'onceADay',
		runAt: '00:00',
		timeZone: 'UTC',
		recipientEmail: 'work',
		who: {},
		when: {},
		options: {},
		...parameters,
	},
});
