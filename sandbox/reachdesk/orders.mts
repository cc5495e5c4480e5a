import type { StoredSend } from './sends.mts';

interface Shipment {
	id: number;
	statusMessage: string;
	courier: string;
	trackingNumber: string;
	trackingUrl: string;
}

export interface Order {
	id: number;
	number: string;
	status: number;
	shippedAt: string | null;
	shipment: Shipment | null;
}

const ORDER_ACCEPTED = 100;
const ORDER_SHIPPED = 350;

/** The order of a gift that is posted, before anything is shipped. */
export function orderOf(send: Pick<StoredSend, 'id'>): Order {
	return {
		id: send.id + 100_000,
		number: `RD-${String(send.id)}`,
		status: ORDER_ACCEPTED,
		shippedAt: null,
		shipment: null,
	};
}

/** The same once a courier has it. @param shippedAt - ISO instant */
export function shippedOrderOf(
	send: Pick<StoredSend, 'id'>,
	shippedAt: string,
	statusMessage: string,
): Order {
	return {
		...orderOf(send),
		status: ORDER_SHIPPED,
		shippedAt,
		shipment: {
			id: send.id + 200_000,
			statusMessage,
			courier: 'dhl',
			trackingNumber: `TRACK${String(send.id)}`,
			trackingUrl: `https://shipments.example/${String(send.id)}`,
		},
	};
}
