import type { ChannelRow } from './models.ts';

/** A time limit as the catalogue's prose has it; a number only where the text is plainly one. */
interface TimeLimit {
  readonly value: number | null;
  readonly unit: 'WORKING_DAY' | 'DAY' | 'HOUR' | 'MONTH' | null;
  readonly case: string | null;
  readonly text: string;
}

/** A fee as the catalogue's prose has it; no amount where the text holds a condition. */
interface Fee {
  readonly amount: number | null;
  readonly text: string;
}

export interface ChannelWithTerms {
  readonly channel: 'IN_PERSON' | 'ONLINE' | 'POST' | 'UNKNOWN';
  readonly timeLimits: readonly TimeLimit[];
  readonly fees: readonly Fee[];
}

/** The longer names first, for “ngày” begins “ngày làm việc”. */
const UNITS = [
  ['ngày làm việc', 'WORKING_DAY'],
  ['giờ làm việc', 'HOUR'],
  ['ngày', 'DAY'],
  ['giờ', 'HOUR'],
  ['tháng', 'MONTH'],
] as const;

const LIMIT = new RegExp(`^(\\d+(?:[.,]\\d+)?) (${UNITS.map(([unit]) => unit).join('|')})$`, 'u');

/** Reads `03 ngày làm việc`; any other text keeps its words alone. */
function readTimeLimit(text: string, itsCase: string | null): TimeLimit {
  const match = LIMIT.exec(text.trim().toLowerCase());
  const unit = UNITS.find(([name]) => name === match?.[2])?.[1] ?? null;
  const value = match?.[1] === undefined ? null : Number(match[1].replace(',', '.'));
  return { value, unit, case: itsCase, text };
}

/** Reads `20.000 đồng`, `Không`, `Miễn phí`; a text with more than that may hold a condition and gives no amount. */
function readFee(text: string): Fee {
  const plain = text.trim().toLowerCase();
  if (/^(không|không thu|miễn phí|0 ?(đ|đồng)?)$/u.test(plain)) return { amount: 0, text };
  const match = /^(\d{1,3}(?:[.,]\d{3})*|\d+) ?(đ|đồng|vnđ|vnd)$/u.exec(plain);
  return {
    amount: match?.[1] === undefined ? null : Number(match[1].replaceAll(/[.,]/gu, '')),
    text,
  };
}

/** The rows of one procedure put together by channel, each time limit and fee once. */
export function channelsOf(rows: readonly ChannelRow[]): readonly ChannelWithTerms[] {
  const channels = new Map<
    ChannelWithTerms['channel'],
    { limits: Map<string, TimeLimit>; fees: Map<string, Fee> }
  >();
  for (const { channel, limitText, limitCase, feeText } of rows) {
    const name = channel?.value ?? 'UNKNOWN';
    const terms = channels.get(name) ?? { limits: new Map(), fees: new Map() };
    channels.set(name, terms);
    if (limitText !== null)
      terms.limits.set(`${limitText}|${limitCase ?? ''}`, readTimeLimit(limitText, limitCase));
    if (feeText !== null) terms.fees.set(feeText, readFee(feeText));
  }
  return [...channels].map(([channel, { limits, fees }]) => ({
    channel,
    timeLimits: [...limits.values()],
    fees: [...fees.values()],
  }));
}
