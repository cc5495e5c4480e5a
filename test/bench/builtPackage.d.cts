import type { ICredentialType, IHttpRequestOptions, INodeType } from 'n8n-workflow';

declare const builtPackage: {
	HiBobTrigger: new () => INodeType;
	Reachdesk: new () => INodeType;
	HiBobServiceUserApi: new () => ICredentialType;
	ReachdeskApi: new () => ICredentialType;
	ofOwnNode: (request: IHttpRequestOptions) => IHttpRequestOptions;
	REQUEST_DEFAULTS: Partial<IHttpRequestOptions>;
};
export = builtPackage;
