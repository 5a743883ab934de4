import { predicateOf } from '../../sources/graph/arguments/where-input.ts';
import type { Predicate } from '../../sources/model/predicate.ts';
import { onestopEntities } from '../entities.ts';
import type { DossierState } from '../types.generated.ts';
import type { Period } from './reported.ts';

/** How a dossier came to be the office's to settle in the period; `UNDATED` where no day tells. */
export type Arrival = 'UNDATED' | 'ONLINE' | 'OTHERWISE' | 'CARRIED_OVER';

/** Where it stands at the period's end. */
export type Outcome = 'UNDATED' | 'EARLY' | 'ON_TIME' | 'LATE' | 'IN_TIME' | 'OVERDUE';

/** A row is in the first class that it fits. */
type Classes<Name> = readonly { readonly name: Name; readonly where: Predicate }[];

const NOT_COUNTED: readonly DossierState[] = ['REGISTERED', 'REJECTED_AT_INTAKE'];
/** The form counts them as on time. */
const GIVEN_BACK: readonly DossierState[] = ['WITHDRAWN', 'STOPPED'];
const DONE: readonly DossierState[] = ['RESULT_READY', 'RETURNED'];
/** States that settle a dossier without a day of finishing. */
const SETTLING: readonly DossierState[] = [...GIVEN_BACK, 'AWAITING_SUPPLEMENT'];

/** Nobody knows when it was received, or, done as it is, when that was. */
const UNDATED = dossiers({
  or: [{ receivedAt: { isNull: true } }, { finishedAt: { isNull: true }, status: { in: DONE } }],
});

/**
 * The dossiers that the report of a period is about. What was given back has no day of finishing in most offices: it is settled
 * in the period in which it came, and of no later one.
 */
export function reported({ from, to }: Period): Predicate {
  const finishedBefore = { finishedAt: { lt: from } };
  const openAtItsBegin = { not: finishedBefore };
  const settledAsItCame = { finishedAt: { isNull: true }, status: { in: GIVEN_BACK } };
  return dossiers({
    not: { status: { in: NOT_COUNTED } },
    or: [
      { receivedAt: { gte: from, lte: to } },
      { receivedAt: { lt: from }, not: { or: [finishedBefore, settledAsItCame] } },
      { receivedAt: { isNull: true }, ...openAtItsBegin },
    ],
  });
}

export function arrivals({ from }: Period): Classes<Arrival> {
  return [
    { name: 'UNDATED', where: UNDATED },
    { name: 'ONLINE', where: dossiers({ receivedAt: { gte: from }, channel: { eq: 'ONLINE' } }) },
    { name: 'OTHERWISE', where: dossiers({ receivedAt: { gte: from } }) },
    { name: 'CARRIED_OVER', where: dossiers({ receivedAt: { lt: from } }) },
  ];
}

export function outcomes({ to }: Period): Classes<Outcome> {
  const finished = dossiers({ finishedAt: { lte: to } });
  const settled = (op: '<' | '=' | '>'): Predicate => ({
    kind: 'all',
    of: [finished, { kind: 'days', left: 'finishedAt', op, right: 'dueAt' }],
  });
  return [
    { name: 'UNDATED', where: UNDATED },
    {
      name: 'ON_TIME',
      where: dossiers({
        or: [
          { finishedAt: { isNull: true }, status: { in: SETTLING } },
          {
            finishedAt: { lte: to },
            or: [{ status: { in: GIVEN_BACK } }, { dueAt: { isNull: true } }],
          },
        ],
      }),
    },
    { name: 'ON_TIME', where: settled('=') },
    { name: 'EARLY', where: settled('<') },
    { name: 'LATE', where: settled('>') },
    { name: 'OVERDUE', where: dossiers({ dueAt: { lt: to } }) },
    {
      name: 'IN_TIME',
      where: dossiers({ or: [{ dueAt: { gte: to } }, { dueAt: { isNull: true } }] }),
    },
  ];
}

function dossiers(where: object): Predicate {
  return predicateOf(where, onestopEntities.dossier) ?? { kind: 'all', of: [] };
}
