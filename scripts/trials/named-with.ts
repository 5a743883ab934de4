import { ConfigFault } from '../../service/settings/config.ts';

/** Those in whose name words stand (`--only`), and all where there are no words; a `ConfigFault` with the names there are where none is. */
export function namedWith<T extends { readonly name: string }>(
  all: readonly T[],
  words: string,
): readonly T[] {
  const found = all.filter(({ name }) => name.includes(words));
  if (found.length > 0) return found;
  const names = all.map(({ name }) => `  ${name}`);
  throw new ConfigFault([`--only: “${words}” stands in no name. There are:`, ...names]);
}
