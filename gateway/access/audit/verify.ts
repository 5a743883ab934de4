import { BEGINNING, type Line, readLine, signedText } from './chain.ts';
import type { PublicKey } from './signing-key.ts';
import type { StoredLine } from './store.ts';

/** What was found of a trail. */
export interface Verified {
  /** The first place where it does not hold, and why; undefined: it holds. */
  readonly broken?: { readonly place: string; readonly reason: string };
  readonly lines: number;
  /** The last checkpoint that holds: to be kept elsewhere, so that lines taken from the end are missed too. */
  readonly checkpoint?: Checkpoint;
}

/** Where a trail stood: the number of a line and its hash. */
export interface Checkpoint {
  readonly line: number;
  readonly stands: string;
}

/**
 * Holds a trail against itself, the keys of those who write it and what was noted of it before: each line follows from the one
 * before, each checkpoint is signed, each day begins with one, and a beginning that is missing was taken away by retention, which
 * has said so.
 */
export async function verifyTrail(
  stored: AsyncIterable<StoredLine>,
  keys: readonly PublicKey[],
  noted?: Checkpoint,
): Promise<Verified> {
  let last: Line | undefined;
  let lines = 0;
  let checkpoint: Checkpoint | undefined;
  let first: { readonly place: string; readonly n: number } | undefined;
  const removed = new Set<number>();
  let place = '';
  const found = (reason: string): Verified => ({
    broken: { place, reason },
    lines,
    ...(checkpoint && { checkpoint }),
  });

  for await (const one of stored) {
    ({ place } = one);
    const line = readLine(one.text);
    if (line === undefined) return found('this is no line of a trail');
    const wrong = wrongIn(line, last, keys);
    if (wrong !== undefined) return found(wrong);
    if (noted?.line === line.n && noted.stands !== line.chain)
      return found('this is not the line that was noted');
    if (line.kind === 'removed') removed.add(Number(line.says['before']));
    if (line.kind === 'checkpoint' && line.n > 1) {
      checkpoint = { line: line.n, stands: line.chain };
    }
    first ??= { place, n: line.n };
    last = line;
    lines += 1;
  }
  if (first !== undefined && first.n !== 1 && !removed.has(first.n)) {
    ({ place } = first);
    return found(`the lines before ${first.n} are missing, and retention has not taken them`);
  }
  if (noted !== undefined && (last?.n ?? 0) < noted.line) {
    return found(`the trail ends before line ${noted.line}, which was noted`);
  }
  return { lines, ...(checkpoint && { checkpoint }) };
}

function wrongIn(
  line: Line,
  last: Line | undefined,
  keys: readonly PublicKey[],
): string | undefined {
  const isFirst = last === undefined;
  const newDay = line.at.slice(0, 10) !== last?.at.slice(0, 10);
  if (newDay && line.kind !== 'checkpoint') return 'the day does not begin with a checkpoint';
  if (!isFirst && line.n !== last.n + 1) return `line ${last.n + 1} is missing before it`;
  const before = last?.chain ?? String(line.says['stands']);
  if (isFirst && line.n === 1 && before !== BEGINNING.chain)
    return 'it is not the beginning of a trail';
  if (!line.follows(before)) return 'it does not follow from the line before: one was changed';
  if (line.kind !== 'checkpoint') return undefined;
  const { line: n, stands, key: id, signature } = line.says;
  const key = keys.find((one) => one.id === id);
  if (n !== line.n - 1 || stands !== before) return 'the checkpoint is of another line';
  if (key === undefined) return `the checkpoint is signed by another key (${String(id)})`;
  if (!key.verifies(signedText(n, before), String(signature))) return 'the signature does not hold';
  return undefined;
}
