interface Contact {
	id: number;
	name: string;
	first_name: string;
	last_name: string;
	email: string;
	job_title: string;
	account_name: string;
	country: string;
}

const contact = (
	id: number,
	firstName: string,
	lastName: string,
	jobTitle: string,
	accountName: string,
	country: string,
): Contact => ({
	id,
	name: `${firstName} ${lastName}`,
	first_name: firstName,
	last_name: lastName,
	email: `${firstName}.${lastName}@${accountName}.example`.toLowerCase(),
	job_title: jobTitle,
	account_name: accountName,
	country,
});

const CONTACTS = [
	contact(104, 'Ines', 'Moreau', 'Buyer', 'Fourmi', 'France'),
	contact(103, 'Tom', 'Baker', 'Office Manager', 'Brightside', 'United Kingdom'),
	contact(102, 'Grace', 'Okoro', 'People Partner', 'Brightside', 'United States'),
	contact(101, 'Lars', 'Holm', 'Engineer', 'Fourmi', 'Denmark'),
];

/** The contacts of the organization, or those of one company, by its name whatever its case. */
export function contactsOf(accountName: string | undefined): Contact[] {
	if (accountName === undefined) return CONTACTS;
	const wanted = accountName.toLowerCase();
	return CONTACTS.filter((row) => row.account_name.toLowerCase() === wanted);
}
