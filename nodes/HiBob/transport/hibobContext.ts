import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

/** The n8n contexts that can send requests to HiBob. */
export type HiBobContext = IPollFunctions | IExecuteFunctions | ILoadOptionsFunctions;
