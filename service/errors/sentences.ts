/** What a sentence leaves open: the names in its braces. */
type NamesIn<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** What is to be known for a sentence to be said. */
export type DetailsIn<Sentence> = Readonly<Record<NamesIn<Sentence>, string | number>>;

export const PLACEHOLDER = /\{(\w+)\}/gu;

/** A sentence with what it speaks of. A detail that is not known is left out. */
export function filled(sentence: string, details: Readonly<Record<string, unknown>>): string {
  return sentence.replaceAll(PLACEHOLDER, (_placeholder, name: string) => {
    const detail = details[name];
    return typeof detail === 'string' || typeof detail === 'number' ? String(detail) : '';
  });
}
