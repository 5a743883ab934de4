import { hash } from 'node:crypto';
import { type Entry, localMoment } from './entry.ts';
import type { SigningKey } from './signing-key.ts';

/** Where a trail stands: what the next line goes on from. */
export interface Tip {
  /** The number of the last line; 0: there is none. */
  readonly n: number;
  /** The hash of the last line, which that of the line before went into. */
  readonly chain: string;
  /** The day of the last line, `yyyy-MM-dd`; empty: there is none. */
  readonly day: string;
  /** The number of the last checkpoint; 0: there is none. */
  readonly signed: number;
}

/** Lines of one day, in order, and where the trail stands behind them. */
export interface Links {
  readonly lines: readonly string[];
  readonly tip: Tip;
}

export const BEGINNING: Tip = { n: 0, chain: '0'.repeat(64), day: '', signed: 0 };

/** In the place of an entry: a checkpoint, where anything was written since the last. */
export const SIGN = { kind: 'sign' } as const;

/** Lines between two checkpoints at most. */
const CHECKPOINT_EVERY = 1_000;

/**
 * The lines that entries become behind a tip. A day begins with a checkpoint, so that each day's lines can be proved
 * without those before, which retention may have taken away.
 */
export function linked(
  tip: Tip,
  entries: readonly (Entry | typeof SIGN)[],
  { now, key }: { readonly now: number; readonly key: SigningKey },
): Links {
  const at = localMoment(now);
  const day = at.slice(0, 10);
  const lines: string[] = [];
  let last = tip;
  const add = (body: object, signs: boolean) => {
    const line = chained(last.chain, { n: last.n + 1, at, ...body });
    lines.push(line.text);
    const n = last.n + 1;
    last = { n, chain: line.chain, day, signed: signs ? n : last.signed };
  };
  const sign = () => {
    add(checkpoint(last, key), true);
  };
  if (day !== tip.day) sign();
  for (const entry of entries) {
    if (entry.kind === 'sign') {
      if (last.n > last.signed) sign();
      continue;
    }
    if (last.n - last.signed >= CHECKPOINT_EVERY) sign();
    add(entry, false);
  }
  return { lines, tip: last };
}

/** What a checkpoint says: that the trail stood at this line with this hash. */
function checkpoint({ n, chain }: Tip, key: SigningKey) {
  return {
    kind: 'checkpoint',
    line: n,
    stands: chain,
    key: key.id,
    signature: key.sign(signedText(n, chain)),
  };
}

/** What a checkpoint's signature is of. */
export function signedText(n: number, chain: string): string {
  return `motcua-trail ${n} ${chain}`;
}

function chained(before: string, body: object): { readonly text: string; readonly chain: string } {
  const json = JSON.stringify(body);
  const chain = hashOf(before, json);
  return { text: `${json.slice(0, -1)},"chain":"${chain}"}`, chain };
}

function hashOf(before: string, json: string): string {
  return hash('sha256', `${before}\n${json}`);
}

const CHAIN = /,"chain":"([0-9a-f]{64})"\}$/;

/** A line as it says of itself. */
export interface Line {
  readonly n: number;
  readonly at: string;
  readonly kind: string;
  readonly chain: string;
  /** Whether its hash follows from the one before and what it says. */
  follows(before: string): boolean;
  /** All that it says. */
  readonly says: Readonly<Record<string, unknown>>;
}

/** Reads a line; undefined where it is none. */
export function readLine(text: string): Line | undefined {
  const [tail = '', chain] = CHAIN.exec(text) ?? [];
  if (chain === undefined) return undefined;
  const json = `${text.slice(0, -tail.length)}}`;
  try {
    const says = JSON.parse(json) as Readonly<Record<string, unknown>>;
    const { n, at, kind } = says;
    if (typeof n !== 'number' || typeof at !== 'string' || typeof kind !== 'string')
      return undefined;
    return { n, at, kind, chain, says, follows: (before) => hashOf(before, json) === chain };
  } catch {
    return undefined;
  }
}

/** Where a trail stands behind a line that somebody has written; undefined where it does not follow. */
export function tipBehind(before: Tip, text: string): Tip | undefined {
  const line = readLine(text);
  if (line?.n !== before.n + 1 || !line.follows(before.chain)) return undefined;
  return tipAt(line, line.kind === 'checkpoint' ? line.n : before.signed);
}

/** Where a trail stands behind its last line. */
export function tipAt({ n, at, chain }: Line, signed: number): Tip {
  return { n, chain, day: at.slice(0, 10), signed };
}
