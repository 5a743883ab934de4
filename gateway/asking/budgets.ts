import { hash, randomBytes } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { ANONYMOUS, type Identity } from '../../service/access/identity.ts';
import { type FaultCode, fault } from '../../service/errors/faults.ts';
import type { SharedStore } from '../../service/redis/shared-store.ts';
import type { AllowanceOf } from './allowances.ts';
import { Windows } from './windows.ts';

/** Whom something counts for: who asks, and from which address. */
export interface Asker {
  readonly identity: Identity;
  readonly client: string;
}

/** What an answer shows of persons, as far as it is counted. */
interface Shown {
  /** Records that show something. */
  readonly rows: number;
  /** Of whom they are: never told on as they stand. */
  readonly persons: ReadonlySet<string>;
}

/** A reader who was shown as much as their role may be, and wants more. */
export interface Overreading {
  readonly code: Extract<FaultCode, 'ROWS_BUDGET_SPENT' | 'CITIZENS_BUDGET_SPENT'>;
  readonly role: string | undefined;
  /** How much is shown at most within an hour. */
  readonly most: number;
}

export interface BudgetParts {
  readonly allowanceOf: AllowanceOf;
  /** What the gateways of one graph count together; absent: each by itself. */
  readonly shared?: SharedStore | undefined;
  /** What all of these hash persons with, so that each counts once; absent: one of this process. */
  readonly sharedKey?: Uint8Array | undefined;
  readonly clock?: () => number;
}

/** What each who asks has left of what their role may ask. Each throws or answers the fault of one who has spent it. */
export interface Budgets {
  /** One more request. */
  request(asker: Asker): void;
  /** One more request of somebody who was refused: it counts for their address. */
  refusal(client: string): void;
  /** An operation that may cost so much. */
  cost(asker: Asker, cost: number): void;
  /** An answer, before it is sent; `onFirst` hears of the first in an hour that is not. */
  reading(
    asker: Asker,
    shown: Shown,
    onFirst: (overreading: Overreading) => void,
  ): Promise<GraphQLError | undefined>;
}

const MINUTE_S = 60;
const HOUR_S = 3_600;
/** Addresses of strangers are many, and cheap to have. */
const MOST_ASKERS = 50_000;
/** Those who are shown something of persons have shown who they are. */
const MOST_READERS = 10_000;
/** Characters of a hash: among a million persons hardly two have the same. */
const HASH_CHARS = 16;

export function createBudgets({ allowanceOf, shared, sharedKey, clock }: BudgetParts): Budgets {
  const windows = (name: string, windowS: number, maxEntries: number): Windows =>
    new Windows({ name, windowS, maxEntries, shared, ...(clock && { clock }) });
  const requests = windows('requests', MINUTE_S, MOST_ASKERS);
  const costs = windows('cost', MINUTE_S, MOST_ASKERS);
  const rows = windows('rows', HOUR_S, MOST_READERS);
  const citizens = windows('citizens', HOUR_S, MOST_READERS);
  const salt = Buffer.from(sharedKey ?? randomBytes(32)).toString('hex');
  const hashed = (person: string): string => hash('sha256', salt + person).slice(0, HASH_CHARS);

  function countRequest(asker: Asker): void {
    const { requestsPerMinute: most } = allowanceOf(asker.identity);
    const { seconds } = requests.take(askerOf(asker), 1, most);
    if (seconds > 0) throw fault('RATE_LIMITED', { most, seconds });
  }

  return {
    request: countRequest,
    refusal: (client) => {
      countRequest({ identity: ANONYMOUS, client });
    },
    cost(asker, cost) {
      const { costPerMinute: most } = allowanceOf(asker.identity);
      // One that alone costs more is let through when nothing else was: its role may ask what costs so much.
      const { seconds } = costs.take(askerOf(asker), Math.min(cost, most), most);
      if (seconds > 0) throw fault('COST_BUDGET_SPENT', { most, seconds });
    },
    async reading(asker, { rows: shown, persons }, onFirst) {
      const { role, rowsPerHour, citizensPerHour } = allowanceOf(asker.identity);
      if (rowsPerHour === Infinity && citizensPerHour === Infinity) return undefined;
      const who = askerOf(asker);
      const refused = (
        code: Overreading['code'],
        most: number,
        { seconds, first }: { readonly seconds: number; readonly first: boolean },
      ): GraphQLError => {
        if (first) onFirst({ code, role, most });
        return fault(code, { most, seconds });
      };
      const people = await citizens.takeDistinct(who, [...persons].map(hashed), citizensPerHour);
      if (people.seconds > 0) return refused('CITIZENS_BUDGET_SPENT', citizensPerHour, people);
      const records = rows.take(who, shown, rowsPerHour);
      if (records.seconds > 0) return refused('ROWS_BUDGET_SPENT', rowsPerHour, records);
      return undefined;
    },
  };
}

/** One who has shown who they are counts for themselves wherever they are; strangers by their address. */
export function askerOf({ identity, client }: Asker): string {
  return identity.kind === 'anonymous' ? `from ${client}` : identity.subject;
}
