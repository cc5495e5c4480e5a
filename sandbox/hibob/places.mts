import type { Random } from './random.mts';

interface Town {
	name: string;
	/** null where addresses have no state */
	state: string | null;
	/** # stands for a digit, @ for a capital letter */
	postCodePattern: string;
}

export interface Site {
	/** item of the named list `site`: an integer, other lists have text ids */
	id: number;
	name: string;
	country: string;
	city: string;
	address: string;
	postCode: string;
	streets: string[];
	towns: Town[];
	phonePattern: string;
	nationality: string;
	firstNames: string[];
	surnames: string[];
}

const words = (text: string) => text.split(', ');

/** Towns as `name/postal code pattern/state`. */
const towns = (text: string): Town[] =>
	words(text).map((town) => {
		const [name = '', postCodePattern = '', state = null] = town.split('/');
		return { name, postCodePattern, state };
	});

/** The offices of the sandbox company, with what is needed to invent people who live around them. */
export const SITES: Site[] = [
	{
		id: 2606110,
		name: 'London',
		country: 'United Kingdom',
		city: 'London',
		address: '14 Finsbury Circus',
		postCode: 'EC2M 7EB',
		streets: words('Marlborough Road, Church Lane, Victoria Street, Mill Hill, Albert Terrace'),
		towns: towns(
			'London/SW## #@@, Croydon/CR# #@@, Watford/WD## #@@, Reading/RG# #@@, Brighton/BN# #@@',
		),
		phonePattern: '+44 7### ######',
		nationality: 'British',
		firstNames: words(
			'Oliver, Amelia, Harry, Isla, George, Ava, Noah, Priya, Imran, Chloe, Callum, Zara',
		),
		surnames: words('Smith, Patel, Taylor, Walker, Hughes, Khan, Bennett, Marsh, Okafor, Clarke'),
	},
	{
		id: 2606111,
		name: 'New York',
		country: 'United States',
		city: 'New York',
		address: '350 Bleecker Street',
		postCode: '10014',
		streets: words('Maple Avenue, Oak Street, Lincoln Boulevard, Cedar Drive, 5th Avenue'),
		towns: towns(
			'New York/100##/NY, Hoboken/07030/NJ, Stamford/069##/CT, Yonkers/107##/NY, Jersey City/073##/NJ',
		),
		phonePattern: '+1 917 555 ####',
		nationality: 'American',
		firstNames: words(
			'Liam, Emma, Mason, Sophia, Ethan, Mia, Jayden, Harper, Luis, Camila, Tyrone, Grace',
		),
		surnames: words("Johnson, Garcia, Nguyen, Brown, Davis, Kim, Rivera, O'Brien, Washington, Lee"),
	},
	{
		id: 2606112,
		name: 'Berlin',
		country: 'Germany',
		city: 'Berlin',
		address: 'Torstraße 49',
		postCode: '10119',
		streets: words('Lindenstraße, Goethestraße, Bahnhofstraße, Schillerplatz, Am Weiher'),
		towns: towns('Berlin/10###, Potsdam/144##, Leipzig/04###, München/80###, Köln/50###'),
		phonePattern: '+49 151 ########',
		nationality: 'German',
		firstNames: words('Jürgen, Anke, Felix, Käthe, Lukas, Jana, Matthias, Sabine, Emre, Leonie'),
		surnames: words('Müller, Schröder, Weiß, Fischer, Yılmaz, Köhler, Becker, Wagner, Groß'),
	},
	{
		id: 2606113,
		name: 'Amsterdam',
		country: 'Netherlands',
		city: 'Amsterdam',
		address: 'Herengracht 180',
		postCode: '1016 BR',
		streets: words('Prinsengracht, Kerkstraat, Molenweg, Stationsplein, Dorpsstraat'),
		towns: towns(
			"Amsterdam/10## @@, Utrecht/35## @@, Haarlem/20## @@, Leiden/23## @@, 's-Hertogenbosch/52## @@",
		),
		phonePattern: '+31 6 ########',
		nationality: 'Dutch',
		firstNames: words('Daan, Sanne, Thijs, Fleur, Bram, Lotte, Ruben, Noor, Joris, Maartje'),
		surnames: words('de Vries, van den Berg, Jansen, Bakker, Visser, van Dijk, Smit, Mulder'),
	},
	{
		id: 2606114,
		name: 'Tel Aviv',
		country: 'Israel',
		city: 'Tel Aviv',
		address: '28 HaArba’a Street',
		postCode: '6473925',
		streets: words('Dizengoff Street, Allenby Street, Bograshov Street, HaYarkon Street'),
		towns: towns('Tel Aviv/6######, Ramat Gan/52#####, Haifa/3######, Herzliya/46#####'),
		phonePattern: '+972 54 ### ####',
		nationality: 'Israeli',
		firstNames: words('Noa, Yossi, Tamar, Eitan, Shira, Amir, Yael, Omer, Rami, Dalia'),
		surnames: words('Cohen, Levi, Mizrahi, Peretz, Biton, Haddad, Katz, Shapira'),
	},
	{
		id: 2606115,
		name: 'Sydney',
		country: 'Australia',
		city: 'Sydney',
		address: '88 Pitt Street',
		postCode: '2000',
		streets: words('George Street, Ocean Parade, Wattle Grove, Elizabeth Street'),
		towns: towns('Sydney/20##/NSW, Parramatta/2150/NSW, Newcastle/2300/NSW, Geelong/3220/VIC'),
		phonePattern: '+61 4## ### ###',
		nationality: 'Australian',
		firstNames: words('Jack, Charlotte, Cooper, Ruby, Lachlan, Matilda, Angus, Mei, Kirra, Toby'),
		surnames: words('Wilson, Campbell, Nguyen, Murphy, Thompson, Chan, Kelly, McDonald'),
	},
	{
		id: 2606116,
		name: 'Dublin',
		country: 'Ireland',
		city: 'Dublin',
		address: '3 Merrion Row',
		postCode: 'D02 KW81',
		streets: words('Main Street, Abbey Road, Harbour View, Sandymount Avenue'),
		towns: towns('Dublin/D## @@##, Cork/T12 @@##, Galway/H91 @@##, Dún Laoghaire/A96 @@##'),
		phonePattern: '+353 85 ### ####',
		nationality: 'Irish',
		firstNames: words('Seán, Aoife, Cian, Niamh, Oisín, Saoirse, Conor, Gráinne'),
		surnames: words("O'Connor, Byrne, Ó Briain, Kelly, Walsh, Ryan, Doyle, Ní Dhomhnaill"),
	},
];

/** The item of the named list `calendar` with the holidays of a site’s country. */
export const calendarIdOf = ({ id }: Pick<Site, 'id'>): number => id + 400;

const LETTERS = 'ABCDEFGHJKLMNPRSTUWXY'.split('');

/** Fills a pattern such as `@@# #@@`: # becomes a digit, @ a capital letter. */
export function filled(pattern: string, random: Random): string {
	return pattern.replace(/#/g, () => random.digits(1)).replace(/@/g, () => random.pick(LETTERS));
}
