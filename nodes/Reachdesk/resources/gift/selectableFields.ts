import type { SelectableFields } from '../../../shared/recordOutput';

/** The fields that an AI tool can drop: all but the ID. */
export const SELECTABLE_FIELDS: SelectableFields = {
	campaignId: 'Campaign ID',
	campaignName: 'Campaign Name',
	cost: 'Cost',
	courier: 'Courier',
	createdAt: 'Created At',
	email: 'Email',
	giftName: 'Gift Name',
	latestAction: 'Latest Action',
	status: 'Status',
	teamName: 'Team Name',
	trackingNumber: 'Tracking Number',
	trackingUrl: 'Tracking URL',
	type: 'Type',
	updatedAt: 'Updated At',
};
