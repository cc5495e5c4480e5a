import type { IDataObject } from 'n8n-workflow';
import type { HiBobSandbox } from '../../../sandbox/hibob/server.mts';
import { PolledTrigger, savedAs } from '../../n8nCore.mts';
import type { NodeUnderTest } from '../../n8nCore.mts';
import { clock, keys, triggerNode } from './publishedTrigger.mts';

/** The trigger of one workflow, whose settings a user changes. */
export class LiveTrigger {
	polled: PolledTrigger;

	private node: NodeUnderTest;

	constructor(hibob: HiBobSandbox, parameters: IDataObject) {
		this.node = triggerNode(hibob, parameters);
		this.polled = new PolledTrigger(this.node);
	}

	/** Publishes the workflow, with other settings when some are given. */
	async publish(
		instant: string,
		parameters?: IDataObject,
		mode: 'activate' | 'update' | 'init' = 'update',
	) {
		clock(instant);
		const state = savedAs(this.polled.state);
		if (parameters) {
			this.node = { ...this.node, parameters: { ...this.node.parameters, ...parameters } };
		}
		this.polled = new PolledTrigger(this.node);
		Object.assign(this.polled.state, state);
		return await this.polled.activate(mode);
	}

	async beat(instant: string) {
		clock(instant);
		return await this.polled.heartbeat();
	}

	/** The keys of the runs of some days, one after the other. */
	async runs(from: string, days: number): Promise<unknown[]> {
		const found: unknown[] = [];
		for (let day = 0; day < days; day++) {
			const date = new Date(Date.parse(`${from}T07:00:31Z`) + day * 86_400_000);
			found.push(...keys(await this.beat(date.toISOString())));
		}
		return found;
	}
}
