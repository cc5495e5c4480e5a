import type { IExecuteFunctions } from 'n8n-workflow';

/** The source of settings: the panel of a trigger, or that of an action for one item. */
export interface ParameterReader {
	getNodeParameter(name: string, preset: unknown): unknown;
	/** the workflow’s time zone, or that of n8n when the workflow has none */
	getTimezone(): string;
}

/** The parameters of an action for one of its input items. */
export const parametersOf = (context: IExecuteFunctions, item: number): ParameterReader => ({
	getNodeParameter: (name, preset) => context.getNodeParameter(name, item, preset),
	getTimezone: () => context.getTimezone(),
});
