import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { SharedStore } from '../../service/redis/shared-store.ts';

export interface WindowsOptions {
  /** Beside whatever else is counted. */
  readonly name: string;
  readonly windowS: number;
  /** Whoever has not asked for longest is forgotten beyond so many. */
  readonly maxEntries: number;
  /** What the gateways of one graph count together; absent: each by itself. */
  readonly shared?: SharedStore | undefined;
  /** What is kept, and told these, in the place of things of which each counts once: they may tell of persons. */
  readonly nameOf: (thing: string) => string;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** What one has taken in a window, by what is known here. */
interface Entry {
  index: number;
  /** In the window before. */
  before: number;
  /** All together; of it by this gateway. */
  taken: number;
  own: number;
  /** Names of those that make it up, where things are counted once; and of those of the window before that were not taken again since. */
  members: Set<string> | undefined;
  earlier: Set<string> | undefined;
  /** The name of all those that were taken together last. */
  last: string | undefined;
  /** While it is asked what the others have taken: settles with the last answer, which come in the order in which they were asked for. */
  asking: Promise<void> | undefined;
  /** Whether it was told that no more may be taken. */
  told: boolean;
}

/** What was said to taking more. */
export interface Verdict {
  /** After how many seconds it may be tried again; 0: it was taken. */
  readonly seconds: number;
  /** Whether this is the first refusal of the window. */
  readonly first: boolean;
}

/** Parts of what was taken do not add up to a whole number to the last digit. */
const ROUNDING = 1e-6;

const TAKEN: Verdict = { seconds: 0, first: false };

/**
 * Counts what each takes within a time that slides: what was taken in the window before counts for the part of it that is not yet
 * over. What is refused is not counted. Gateways that share a store tell it what was taken, and are told what all have, without
 * a request waiting for that; while it is lost each goes on from what it knew last and counts by itself.
 */
export class Windows {
  readonly #options: WindowsOptions;
  /** It takes its room for all at once: nothing may ever be counted. */
  #entries: LRUCache<string, Entry> | undefined;
  /** The last window in which somebody was told that no more may be taken. */
  #lastTold = -1;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  /** Takes an amount, or nothing of it. */
  take(who: string, amount: number, most: number): Verdict {
    if (most === Infinity) return TAKEN;
    const { entry, passed } = this.#at(who);
    const seconds = this.#secondsUntil(entry, { asked: amount, most, passed });
    if (seconds > 0) return this.#refuse(entry, seconds);
    entry.taken += amount;
    entry.own += amount;
    const { shared } = this.#options;
    if (shared !== undefined)
      void this.#share(who, entry, (key, keptS) => shared.add(key, amount, keptS));
    return TAKEN;
  }

  /**
   * Takes things of which each counts once, none of them twice: all of them, or none; and waits for what the others have taken,
   * where there are any.
   */
  takeDistinct(who: string, things: readonly string[], most: number): Verdict | Promise<Verdict> {
    if (most === Infinity) return TAKEN;
    const { entry, passed } = this.#at(who);
    const { shared, nameOf } = this.#options;
    // Whoever looks at the same again is known by one name, and not by as many as there are things.
    const all = nameOf(JSON.stringify(things));
    if (all === entry.last) return this.#takenAlready(who, entry, most);
    const known = (entry.members ??= new Set());
    const added = things.map(nameOf).filter((name) => !known.has(name));
    if (added.length === 0) {
      entry.last = all;
      return this.#takenAlready(who, entry, most);
    }
    const again = added.filter((name) => entry.earlier?.has(name) === true);
    const others = { ...entry, before: Math.max(0, entry.before - again.length) };
    const seconds = this.#secondsUntil(others, { asked: added.length, most, passed });
    if (seconds > 0) return this.#refuse(entry, seconds);
    entry.before = others.before;
    for (const name of again) entry.earlier?.delete(name);
    for (const name of added) known.add(name);
    entry.last = all;
    entry.taken += added.length;
    entry.own += added.length;
    return shared === undefined ? TAKEN : this.#withOthers(who, entry, { shared, added, most });
  }

  /** Others may have taken the rest meanwhile: what is too much then is not sent, though it was counted. */
  async #withOthers(
    who: string,
    entry: Entry,
    {
      shared,
      added,
      most,
    }: {
      readonly shared: SharedStore;
      readonly added: readonly string[];
      readonly most: number;
    },
  ): Promise<Verdict> {
    const asking = this.#share(who, entry, (key, keptS) => shared.addDistinct(key, added, keptS));
    entry.asking = asking;
    await asking;
    if (entry.asking === asking) entry.asking = undefined;
    return this.#unlessOver(who, entry, most);
  }

  /** What was counted before it was known to be too much is not sent to who asks for it again either. */
  #takenAlready(who: string, entry: Entry, most: number): Verdict | Promise<Verdict> {
    const verdict = () => (entry.told ? this.#unlessOver(who, entry, most) : TAKEN);
    return entry.asking?.then(verdict) ?? verdict();
  }

  #unlessOver(who: string, entry: Entry, most: number): Verdict {
    const counted = entry.before * (1 - this.#at(who).passed) + entry.taken;
    return counted > most + ROUNDING ? this.#refuse(entry, this.#options.windowS) : TAKEN;
  }

  /** After how many seconds one who was refused in this window may take anything at all; 0: they may, or were not. */
  stoppedFor(who: string, most: number): number {
    if (most === Infinity) return 0;
    // Where nobody was refused in this window there is nothing to look up.
    if (this.#lastTold < Math.floor(this.#now())) return 0;
    const { entry, passed } = this.#at(who);
    return entry.told ? this.#secondsUntil(entry, { asked: 1, most, passed }) : 0;
  }

  #at(who: string): { readonly entry: Entry; readonly passed: number } {
    const entries = (this.#entries ??= new LRUCache({ max: this.#options.maxEntries }));
    const now = this.#now();
    const index = Math.floor(now);
    let entry = entries.get(who);
    if (entry?.index !== index) {
      const last = entry?.index === index - 1 ? entry : undefined;
      entry = {
        index,
        before: last?.taken ?? 0,
        taken: 0,
        own: 0,
        told: false,
        members: undefined,
        earlier: last?.members,
        last: undefined,
        asking: undefined,
      };
      entries.set(who, entry);
    }
    return { entry, passed: now - index };
  }

  /** In windows since 1970. */
  #now(): number {
    const { windowS, clock = Date.now } = this.#options;
    return clock() / (windowS * 1_000);
  }

  #refuse(entry: Entry, seconds: number): Verdict {
    const first = !entry.told;
    entry.told = true;
    // One who waited for the others may be told when the next window has begun.
    this.#lastTold = Math.max(this.#lastTold, entry.index);
    return { seconds, first };
  }

  /** Until what was taken has slid so far that what is asked has room; 0: it has. */
  #secondsUntil(
    { before, taken }: Entry,
    {
      asked,
      most,
      passed,
    }: { readonly asked: number; readonly most: number; readonly passed: number },
  ): number {
    if (before * (1 - passed) + taken + asked <= most + ROUNDING) return 0;
    const room = most - asked;
    const windows =
      taken <= room ? 1 - (room - taken) / before - passed : 1 - passed + 1 - room / taken;
    const { windowS } = this.#options;
    // Nobody waits longer than for all that counts to be over.
    return Math.min(Math.max(1, Math.ceil(windows * windowS)), 2 * windowS);
  }

  /** Tells the others, and takes over what all have taken; what was taken here since is not in that yet. */
  async #share(
    who: string,
    entry: Entry,
    tell: (key: string, keptS: number) => Promise<number | undefined>,
  ): Promise<void> {
    const { name, windowS } = this.#options;
    const sent = entry.own;
    const key = `${name}:${hash('sha256', who).slice(0, 32)}:${entry.index}`;
    const all = await tell(key, 2 * windowS);
    if (all !== undefined) entry.taken = Math.max(entry.own, all + entry.own - sent);
  }
}
