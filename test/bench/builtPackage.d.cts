import type { ICredentialType, INodeType } from 'n8n-workflow';

declare const builtPackage: {
	HiBobTrigger: new () => INodeType;
	Reachdesk: new () => INodeType;
	HiBobServiceUserApi: new () => ICredentialType;
	ReachdeskApi: new () => ICredentialType;
};
export = builtPackage;
