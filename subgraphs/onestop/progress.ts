import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { fault } from '../../service/errors/faults.ts';
import { reasonOf } from '../../service/errors/reasons.ts';
import { gather, isMissing } from '../sources/fan-out/answers.ts';
import { dayOf } from '../sources/graph/values.ts';
import type { Context } from './context.ts';
import { dossiersBearing, typedCodes } from './dossiers-bearing.ts';
import type { DossierModel } from './models.ts';
import { NATIONAL_CODES } from './states.ts';

/** What a citizen is told of a dossier: nothing that says who anybody is. */
export interface Progress {
  readonly code: string;
  readonly office: string;
  readonly procedureCode: string | null;
  readonly status: NonNullable<NonNullable<DossierModel['status']>['value']>;
  readonly nationalCode: number | null;
  readonly receivedOn: string | null;
  readonly dueOn: string | null;
  readonly finishedOn: string | null;
  readonly returnedOn: string | null;
}

const FIELDS = new Set([
  'code',
  'status',
  'procedureCode',
  'receivedAt',
  'dueAt',
  'finishedAt',
  'returnedAt',
  'applicantIdNumber',
  'applicantPhone',
]);

/** Answers come at the beat, so that how long a look-up took says nothing of what it found. */
const BEAT_MS = 250;

/**
 * The dossiers under a printed code whose applicant's identity number or telephone ends with the digits: for whoever has the
 * receipt. A code that nobody bears and digits that are wrong are the same answer. Throws FORBIDDEN_ENTITY, BAD_USER_INPUT, TOO_MANY_TRIES.
 */
export async function progressOf(
  { code, secret }: { readonly code: string; readonly secret: string },
  { bySecondFactor, client, countTry }: Context,
): Promise<{ readonly nodes: readonly Progress[]; readonly partial: boolean }> {
  const { reading, sources } = bySecondFactor('dossierStatus');
  if (!/^\d{4,6}$/u.test(secret)) throw fault('BAD_USER_INPUT', { reason: reasonOf('SECRET') });
  for (const who of [`client ${client ?? ''}`, `code ${code.trim().toUpperCase()}`]) countTry(who);
  const started = performance.now();
  try {
    const { results, answers } = await gather(
      sources,
      async (source) => {
        const rows = await dossiersBearing(source, typedCodes(code), FIELDS, reading);
        return rows.filter((row) => endsWith(row, secret)).map((row) => progress(row, source.name));
      },
      {
        onUnavailable: 'PARTIAL',
        rowsOf: (rows) => rows.length,
        named: true,
        // A copy may be without what says who a citizen is.
        choose: (source) => Promise.resolve([source]),
      },
    );
    return {
      nodes: results.flatMap(({ result }) => result),
      partial: answers.some(isMissing),
    };
  } finally {
    await setTimeout(BEAT_MS - ((performance.now() - started) % BEAT_MS));
  }
}

/** Both numbers are looked at, whichever is right. */
function endsWith({ applicantIdNumber, applicantPhone }: DossierModel, secret: string): boolean {
  const [id, phone] = [applicantIdNumber, applicantPhone].map((number) =>
    equal((number ?? '').replaceAll(/\D/gu, '').slice(-secret.length), secret),
  );
  return id === true || phone === true;
}

function equal(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function progress(row: DossierModel, office: string): Progress {
  const state = row.status?.value ?? 'UNKNOWN';
  return {
    code: row.code ?? '',
    office,
    procedureCode: row.procedureCode?.value ?? null,
    status: state,
    nationalCode: NATIONAL_CODES[state] ?? null,
    receivedOn: dayOf(row.receivedAt),
    dueOn: dayOf(row.dueAt),
    finishedOn: dayOf(row.finishedAt),
    returnedOn: dayOf(row.returnedAt),
  };
}
