import type { Currency } from './currencies.mts';

/** The organization-wide API token that the sandbox accepts. */
export const API_TOKEN = 'reachdesk-sandbox-token';

export const ORGANIZATION = { id: '8812', name: 'Sandbox Gifts Ltd' };

export interface User {
	id: number;
	firstName: string;
	lastName: string;
	email: string;
	role: 'admin' | 'campaignManager' | 'sender';
	teams: string[];
	defaultTeam: string | null;
}

export interface Team {
	id: number;
	name: string;
}

export interface Wallet {
	id: number;
	/** as the transaction listing names it: owner and currency */
	name: string;
	owner: { kind: 'user'; email: string } | { kind: 'team'; name: string };
	currency: Currency;
	balance: number;
	/** what it was topped up with before the sandbox started */
	openingBalance: number;
}

export interface WalletChoice {
	currency: Currency;
	walletType?: 'User' | 'Team' | undefined;
	teamName?: string | undefined;
}

/** The admin who made the token: the creator of whatever comes in with it. */
export const TOKEN_OWNER: User = {
	id: 11,
	firstName: 'Ada',
	lastName: 'Admin',
	email: 'admin@example.com',
	role: 'admin',
	teams: ['People', 'Sales'],
	defaultTeam: 'People',
};

const FIRST_AUTOMATIC_WALLET_ID = 9001;

const sameText = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** Users, teams and wallets of the organization, and the rule by which a wallet is chosen. */
export class Accounts {
	readonly users: User[] = [
		TOKEN_OWNER,
		{
			id: 12,
			firstName: 'Gift',
			lastName: 'Sender',
			email: 'gifts@example.com',
			role: 'campaignManager',
			teams: ['People', 'Offices'],
			defaultTeam: 'People',
		},
		{
			id: 13,
			firstName: 'Paul',
			lastName: 'Plain',
			email: 'plain.sender@example.com',
			role: 'sender',
			teams: [],
			defaultTeam: null,
		},
	];

	readonly teams: Team[] = [
		{ id: 21, name: 'People' },
		{ id: 22, name: 'Offices' },
		{ id: 23, name: 'Sales' },
	];

	readonly wallets: Wallet[] = [];

	private nextWalletId = FIRST_AUTOMATIC_WALLET_ID;

	constructor() {
		const gifts = { kind: 'user' as const, email: 'gifts@example.com' };
		const people = { kind: 'team' as const, name: 'People' };
		this.open(4101, gifts, 'USD', 100_000);
		this.open(4102, gifts, 'EUR', 20_000);
		this.open(4103, { kind: 'user', email: 'plain.sender@example.com' }, 'USD', 60);
		this.open(5101, people, 'USD', 50_000);
		this.open(5102, people, 'GBP', 10_000);
		this.open(5103, { kind: 'team', name: 'Offices' }, 'USD', 1000);
		this.open(5104, { kind: 'team', name: 'Sales' }, 'USD', 1000);
	}

	/** The user in whose name gifts go out, by e-mail whatever its case. */
	userByEmail(email: string): User | undefined {
		return this.users.find((user) => sameText(user.email, email));
	}

	/**
	 * The wallet that pays. A team that does not exist becomes the sender's default team; for a team
	 * that the sender is not in, or with no team at all, the sender's own wallet pays. Neither is an
	 * error, and a wallet that does not exist yet is opened empty.
	 */
	walletFor(sender: User, choice: WalletChoice): Wallet {
		const team = choice.walletType === 'Team' ? this.payingTeam(sender, choice.teamName) : null;
		const owner: Wallet['owner'] =
			team === null ? { kind: 'user', email: sender.email } : { kind: 'team', name: team };
		return (
			this.wallets.find(
				(wallet) => wallet.currency === choice.currency && sameOwner(wallet.owner, owner),
			) ?? this.open(this.nextWalletId++, owner, choice.currency, 0)
		);
	}

	private payingTeam(sender: User, asked: string | undefined): string | null {
		const known = this.teams.find((team) => sameText(team.name, asked ?? ''));
		if (!known) return sender.defaultTeam;
		return sender.teams.includes(known.name) ? known.name : null;
	}

	private open(id: number, owner: Wallet['owner'], currency: Currency, balance: number): Wallet {
		const user = owner.kind === 'user' ? this.userByEmail(owner.email) : undefined;
		const ownerName =
			owner.kind === 'team' ? owner.name : [user?.firstName, user?.lastName].join(' ');
		const name = `${ownerName} ${currency}`;
		const wallet: Wallet = { id, name, owner, currency, balance, openingBalance: balance };
		this.wallets.push(wallet);
		return wallet;
	}
}

function sameOwner(one: Wallet['owner'], other: Wallet['owner']): boolean {
	if (one.kind === 'user') return other.kind === 'user' && one.email === other.email;
	return other.kind === 'team' && one.name === other.name;
}
