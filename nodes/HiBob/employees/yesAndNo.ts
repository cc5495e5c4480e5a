/**
 * The words for yes and no in HiBob’s list values and yes/no fields, in the languages that service users
 * have. Labels come in the language of the service user.
 */
const YES: ReadonlySet<string> = new Set(
	[
		'yes y true 1 ja j jah jā oui sí si sì sim tak ano áno igen da да так ναι evet taip kyllä po ya có',
		'כן نعم 是 是的 はい 예 네 हाँ ใช่',
	].flatMap((words) => words.split(' ')),
);

const NO: ReadonlySet<string> = new Set(
	[
		'no n false 0 none nein nej nei nee ei nē ne non não nao nie nem nu нет ні не όχι hayır hayir tidak',
		'không לא لا 否 不 いいえ 아니요 아니오 नहीं ไม่',
	].flatMap((words) => words.split(' ')),
);

const spelled = (word: string): string => word.normalize('NFC').trim().toLowerCase();

export const saysYes = (word: string): boolean => YES.has(spelled(word));

/** A plain No; an empty text is one. */
export const saysNo = (word: string): boolean => spelled(word) === '' || NO.has(spelled(word));
