import type { FieldRow } from './fields.mts';
import type { Person } from './person.mts';

/** `everyActive` is the choice "Everyone" of HiBob; a list holds lifecycle statuses. */
export type Audience = 'all' | 'everyActive' | readonly string[];

/** In the classic permission model these also need Edit on their category. */
const NEEDS_EDIT = new Set(['personal.birthDate', 'personal.age']);

/**
 * What one service user may see: categories and single fields, and of which people. A fresh one is as
 * HiBob makes it: no category, and people whose lifecycle status is Employed.
 */
export class Access {
	private readonly viewed = new Set<string>();
	private readonly edited = new Set<string>();
	/** single fields that override their category */
	private readonly fields = new Map<string, boolean>();
	private audience: Audience = ['Employed'];
	private managesCalendar = false;

	grantCategory(categoryId: string): void {
		this.viewed.add(categoryId);
	}

	revokeCategory(categoryId: string): void {
		this.viewed.delete(categoryId);
		this.edited.delete(categoryId);
	}

	grantEdit(categoryId: string): void {
		this.edited.add(categoryId);
	}

	/** Field-level permission: whatever its category says, and without need of Edit. */
	grantField(fieldId: string): void {
		this.fields.set(fieldId, true);
	}

	revokeField(fieldId: string): void {
		this.fields.set(fieldId, false);
	}

	/** Lets the category of a field decide again. */
	inheritField(fieldId: string): void {
		this.fields.delete(fieldId);
	}

	setAudience(audience: Audience): void {
		this.audience = audience;
	}

	/** Settings > Calendar > Manage company calendar; reading its entries takes it, too. */
	grantManageCalendar(): void {
		this.managesCalendar = true;
	}

	revokeManageCalendar(): void {
		this.managesCalendar = false;
	}

	mayManageCalendar(): boolean {
		return this.managesCalendar;
	}

	mayView({ id, categoryId }: Pick<FieldRow, 'id' | 'categoryId'>): boolean {
		const single = this.fields.get(id);
		if (single !== undefined) return single;
		return this.viewed.has(categoryId) && (!NEEDS_EDIT.has(id) || this.edited.has(categoryId));
	}

	mayViewCategory(categoryId: string): boolean {
		return this.viewed.has(categoryId);
	}

	viewsNothing(): boolean {
		return this.viewed.size === 0 && ![...this.fields.values()].includes(true);
	}

	sees(person: Person): boolean {
		if (this.audience === 'all') return true;
		if (this.audience === 'everyActive') return person['internal.status'] === 'Active';
		const lifecycle = person['internal.lifecycleStatus']?.toLowerCase();
		return this.audience.some((status) => status.toLowerCase() === lifecycle);
	}
}

export interface ServiceUser {
	id: string;
	token: string;
	access: Access;
}

/** Everybody, with the categories that gifting needs, all view only. */
export function standardAccess(): Access {
	const access = new Access();
	access.setAudience('all');
	for (const category of [
		'root',
		'about',
		'work',
		'employment',
		'lifecycle',
		'personal',
		'personalContact',
		'address',
	]) {
		access.grantCategory(category);
	}
	return access;
}

/** The service users of the company. */
export class ServiceUsers {
	private readonly byId = new Map<string, ServiceUser>();

	add(serviceUser: ServiceUser): ServiceUser {
		this.byId.set(serviceUser.id, serviceUser);
		return serviceUser;
	}

	/** The service user whose id and token an Authorization header carries, if it carries any. */
	authenticated(authorization: string | undefined): ServiceUser | undefined {
		const [scheme, credentials] = (authorization ?? '').split(' ');
		if (scheme?.toLowerCase() !== 'basic' || credentials === undefined) return undefined;
		const [id = '', ...token] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
		const serviceUser = this.byId.get(id);
		return serviceUser?.token === token.join(':') ? serviceUser : undefined;
	}
}
