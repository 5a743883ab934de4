import { fileURLToPath } from 'node:url';

/** The three subgraphs and the ports that they take unless told otherwise. */
export const SUBGRAPHS = [
  { name: 'procedures', port: 4001 },
  { name: 'vic', port: 4002 },
  { name: 'onestop', port: 4003 },
] as const;

export type SubgraphName = (typeof SUBGRAPHS)[number]['name'];

/** A file of the repository, wherever the command is run from. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
