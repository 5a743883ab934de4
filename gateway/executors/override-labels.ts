import { createHash } from 'node:crypto';
import type { Identity } from '../../service/access/identity.ts';
import type { Exchange } from '../../service/http/exchange.ts';

/** By what one who asks is told from others, so that they get the same answer to `percent(n)` each time. */
export interface OverrideBy {
  readonly kind: 'header' | 'claim';
  /** Of a header in lower case. */
  readonly name: string;
}

interface OverrideOptions {
  /** Labels that are on. */
  readonly overrideLabels: readonly string[];
  /** Absent: `percent(n)` is another for each request. */
  readonly overrideBy?: OverrideBy | undefined;
}

/** Whether a label of `@override(from:, label:)` is on for a request: the same however often it is asked. */
export type LabelledFor = (
  exchange: Pick<Exchange, 'headers' | 'requestId'>,
  identity: Identity,
) => (label: string) => boolean;

const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;
const SHARES = 0x1_0000_0000;

/** A label `percent(n)` is on for n of a hundred requests, or of those who ask; any other where it is among those given. */
export function createLabelledFor({ overrideLabels, overrideBy }: OverrideOptions): LabelledFor {
  const given = new Set(overrideLabels);
  return (exchange, identity) => (label) => {
    const percent = PERCENT.exec(label)?.[1];
    if (percent === undefined) return given.has(label);
    const who = chosenBy(overrideBy, exchange, identity) ?? exchange.requestId;
    return shareOf(`${label} ${who}`) < Number(percent) / 100;
  };
}

function chosenBy(
  by: OverrideBy | undefined,
  { headers }: Pick<Exchange, 'headers'>,
  { claims, subject, kind }: Identity,
): string | undefined {
  if (by === undefined) return undefined;
  if (by.kind === 'header') return headers[by.name];
  // A token's subject is the claim that everybody has.
  if (by.name === 'sub') return kind === 'anonymous' ? undefined : subject;
  return claims[by.name]?.join(' ');
}

/** A text's place between 0 and 1, evenly spread. */
function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / SHARES;
}
