import Negotiator from 'negotiator';
import type { Language } from './faults.ts';

/** The first is for those who take any, or none of them: programs send no language, and get the one the logs are in. */
const LANGUAGES: readonly [Language, ...Language[]] = ['en', 'vi'];

/** The language a client wants its messages in, by its `accept-language` header (RFC 9110 §12.5.4). */
export function readLanguage(header: string | undefined): Language {
  if (header === undefined) return LANGUAGES[0];
  const wanted = new Negotiator({ headers: { 'accept-language': header } }).language(LANGUAGES);
  return LANGUAGES.find((language) => language === wanted) ?? LANGUAGES[0];
}

/** The header by which a gateway tells its subgraphs in which language its client reads; absent: in the first of them. */
const LANGUAGE_HEADER = 'x-motcua-language';

/** What a gateway hands on of a client's language: nothing of the one that is taken where it says nothing. */
export function handedOn(language: Language): Readonly<Record<string, string>> {
  return language === LANGUAGES[0] ? {} : { [LANGUAGE_HEADER]: language };
}

/** The language that a gateway has handed on. */
export function languageHandedOn(headers: Readonly<Record<string, string>>): Language {
  return LANGUAGES.find((language) => language === headers[LANGUAGE_HEADER]) ?? LANGUAGES[0];
}
