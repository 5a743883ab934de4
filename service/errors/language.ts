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
