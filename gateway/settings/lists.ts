import { z } from 'zod';

/** A list as text, separated by commas or blanks. */
export function listOf<Item extends z.ZodType<string, string>>(item: Item) {
  return z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter((entry) => entry !== ''))
    .pipe(z.array(item));
}

/** A list of pairs `name=value`, each of this form. */
export function pairsOf(pair: RegExp) {
  return listOf(z.string().regex(pair)).transform(
    (entries) => new Map(entries.map((entry) => splitOnce(entry, '='))),
  );
}

/** What stands before a mark, and behind it. */
export function splitOnce(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
