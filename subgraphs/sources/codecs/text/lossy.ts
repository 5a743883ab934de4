/** Where a letter may have been lost at all: a cheap look before the long one. */
const SUSPECT = /\uFFFD|\?/u;

/** A question mark before a letter, at the beginning of a word or within it; not between two sentences without a blank. */
const INSIDE = /(?:^|[\p{L}(“"'-])\?+\p{L}/u;
const BETWEEN_SENTENCES = /\p{Ll}\?\p{Lu}/u;

/** A word of consonants alone, and then a question mark: “Th?”, “tr?”. */
const NO_WORD =
  /(?:^|[^\p{L}])\p{Lu}?(?:b|c|ch|d|đ|g|gh|h|k|kh|l|m|n|nh|ng|ngh|p|ph|q|r|s|t|th|tr|v|x)\?(?!\p{L})/u;

/** Addresses have question marks of their own. */
const ADDRESS = /:\/\/|^www\.|[=&/@]|\.(?:aspx?|php|html?|jsp)\?/iu;

/**
 * Letters were lost where text went through a code page without them, and stand as question marks inside words (“Nguy?n V?n”) or
 * as U+FFFD. A question mark that ends a sentence is none.
 */
export function isLossy(text: string): boolean {
  if (!SUSPECT.test(text)) return false;
  if (text.includes('\uFFFD')) return true;
  return text.split(/\s+/u).some((word) => {
    if (!word.includes('?') || ADDRESS.test(word)) return false;
    return (INSIDE.test(word) && !BETWEEN_SENTENCES.test(word)) || NO_WORD.test(word);
  });
}
