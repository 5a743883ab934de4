import { hash, randomBytes } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { type Asker, whoOf } from '../../service/access/asker.ts';
import { ANONYMOUS } from '../../service/access/identity.ts';
import { type FaultCode, fault } from '../../service/errors/faults.ts';
import type { SharedStore } from '../../service/redis/shared-store.ts';
import type { AllowanceOf } from './allowances.ts';
import { type Verdict, Windows } from './windows.ts';

/** What an answer shows of persons, as far as it is counted. */
interface Shown {
  /** Records that show something. */
  readonly rows: number;
  /** Of whom they are, each once: never kept nor told on as they stand. */
  readonly persons: readonly string[];
}

/** A reader who was shown, or took, as much as their role may, and wants more. */
export interface Overreading {
  readonly code: Extract<
    FaultCode,
    'ROWS_BUDGET_SPENT' | 'CITIZENS_BUDGET_SPENT' | 'GLASS_BUDGET_SPENT'
  >;
  readonly role: string | undefined;
  /** How much is shown, or taken, at most within an hour. */
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
  /** An operation that may show something of persons, before it runs: one who was stopped waits until there is room for one more. */
  stopped(asker: Asker): void;
  /** A higher right for one record, before it is taken; `onFirst` hears of the first in an hour that is not. */
  breakGlass(asker: Asker, onFirst: (overreading: Overreading) => void): void;
  /** An answer, before it is sent; `onFirst` hears of the first in an hour that is not. */
  reading(
    asker: Asker,
    shown: Shown,
    onFirst: (overreading: Overreading) => void,
  ): Promise<GraphQLError | undefined> | GraphQLError | undefined;
}

const MINUTE_S = 60;
const HOUR_S = 3_600;
/** Addresses of strangers are many, and cheap to have. */
const MOST_ASKERS = 50_000;
/** Those who are shown something of persons have shown who they are. */
const MOST_READERS = 10_000;
/** Characters of a hash: among a million persons hardly two have the same. */
const HASH_CHARS = 16;
const SALT_BYTES = 12;

export function createBudgets({ allowanceOf, shared, sharedKey, clock }: BudgetParts): Budgets {
  // Short, for it is hashed with each of them.
  const salt = Buffer.from(sharedKey ?? randomBytes(SALT_BYTES)).toString('base64', 0, SALT_BYTES);
  const nameOf = (person: string): string =>
    hash('sha256', salt + person, 'base64').slice(0, HASH_CHARS);
  const windows = (name: string, windowS: number, maxEntries: number): Windows =>
    new Windows({ name, windowS, maxEntries, shared, nameOf, ...(clock && { clock }) });
  const requests = windows('requests', MINUTE_S, MOST_ASKERS);
  const costs = windows('cost', MINUTE_S, MOST_ASKERS);
  const rows = windows('rows', HOUR_S, MOST_READERS);
  const citizens = windows('citizens', HOUR_S, MOST_READERS);
  const glass = windows('glass', HOUR_S, MOST_READERS);

  function refused(
    { code, role, most }: Overreading,
    { seconds, first }: Verdict,
    onFirst: (overreading: Overreading) => void,
  ): GraphQLError {
    if (first) onFirst({ code, role, most });
    return fault(code, { most, seconds });
  }

  function countRequest(asker: Asker): void {
    const { requestsPerMinute: most } = allowanceOf(asker.identity);
    const { seconds } = requests.take(whoOf(asker), 1, most);
    if (seconds > 0) throw fault('RATE_LIMITED', { most, seconds });
  }

  function takeRows(
    people: Verdict,
    asker: Asker,
    shown: number,
    onFirst: (overreading: Overreading) => void,
  ): GraphQLError | undefined {
    const { role, rowsPerHour, citizensPerHour } = allowanceOf(asker.identity);
    if (people.seconds > 0) {
      const spent = { code: 'CITIZENS_BUDGET_SPENT', role, most: citizensPerHour } as const;
      return refused(spent, people, onFirst);
    }
    const records = rows.take(whoOf(asker), shown, rowsPerHour);
    if (records.seconds > 0) {
      const spent = { code: 'ROWS_BUDGET_SPENT', role, most: rowsPerHour } as const;
      return refused(spent, records, onFirst);
    }
    return undefined;
  }

  return {
    request: countRequest,
    refusal: (client) => {
      countRequest({ identity: ANONYMOUS, client });
    },
    cost(asker, cost) {
      const { costPerMinute: most } = allowanceOf(asker.identity);
      // One that alone costs more is let through when nothing else was: its role may ask what costs so much.
      const { seconds } = costs.take(whoOf(asker), Math.min(cost, most), most);
      if (seconds > 0) throw fault('COST_BUDGET_SPENT', { most, seconds });
    },
    stopped(asker) {
      const { rowsPerHour, citizensPerHour } = allowanceOf(asker.identity);
      const who = whoOf(asker);
      const wait = (code: Overreading['code'], counted: Windows, most: number): void => {
        const seconds = counted.stoppedFor(who, most);
        if (seconds > 0) throw fault(code, { most, seconds });
      };
      wait('CITIZENS_BUDGET_SPENT', citizens, citizensPerHour);
      wait('ROWS_BUDGET_SPENT', rows, rowsPerHour);
    },
    breakGlass(asker, onFirst) {
      const { role, breakGlassPerHour: most } = allowanceOf(asker.identity);
      const verdict = glass.take(whoOf(asker), 1, most);
      if (verdict.seconds === 0) return;
      throw refused({ code: 'GLASS_BUDGET_SPENT', role, most }, verdict, onFirst);
    },
    reading(asker, { rows: shown, persons }, onFirst) {
      const { rowsPerHour, citizensPerHour } = allowanceOf(asker.identity);
      if (rowsPerHour === Infinity && citizensPerHour === Infinity) return undefined;
      const who = whoOf(asker);
      const people = citizens.takeDistinct(who, persons, citizensPerHour);
      return people instanceof Promise
        ? people.then((taken) => takeRows(taken, asker, shown, onFirst))
        : takeRows(people, asker, shown, onFirst);
    },
  };
}
