import { z } from 'zod';
import { actingRole } from '../../../service/access/acting-role.ts';
import { ANONYMOUS, type Identity } from '../../../service/access/identity.ts';
import type { GlassRole } from '../../../service/access/policy.ts';
import { fault } from '../../../service/errors/faults.ts';
import { reasonOf, unfit } from '../../../service/errors/reasons.ts';
import { type Answering, type HttpAnswer, refusal } from '../../../service/graphql/answering.ts';
import type { Exchange } from '../../../service/http/exchange.ts';
import { RETRY_AFTER_S } from '../../../service/http/admission/overloaded.ts';
import type { Log } from '../../../service/log.ts';
import { localMoment, whoIs } from '../audit/entry.ts';
import { brokenGlassReport } from '../audit/reports/broken-glass.ts';
import { passBy } from '../audit/reports/line-report.ts';
import { stoppedReadersReport } from '../audit/reports/stopped-readers.ts';
import type { Trail } from '../audit/trail.ts';
import type { Authenticate } from '../authentication.ts';
import { createGlassTokens } from './glass-token.ts';

export interface BreakGlassParts {
  /** Who may, and who is told, in the policy's order. */
  readonly roles: readonly GlassRole[];
  /** What tokens are signed with, the same for all gateways of one graph. */
  readonly key: Uint8Array;
  readonly trail: Trail;
  /** Counts one more right of who asks; throws `GLASS_BUDGET_SPENT` where it is one too many. */
  readonly count: (exchange: Exchange) => void;
  readonly log: Log;
}

/** Breaks glass, and lets through who has. */
export interface BreakGlass {
  /** Who asks, with the right that their request shows to have been taken. */
  readonly identify: (authenticate: Authenticate) => Authenticate;
  /** POST takes a right; GET tells who is to be told of those that were taken, and of readers who were stopped. */
  readonly answering: Answering;
}

/** The header in which a request shows that glass was broken for it. */
const HEADER = 'x-break-glass';

/**
 * As long as the numbers by which people are known, in whatever digits, written together or apart: a reason is kept for years, and is to
 * name nobody.
 */
const NUMBER_OF_A_PERSON = /\p{Nd}(?:[\s\p{P}\p{S}]*\p{Nd}){8}/u;

/** A date as people write it, by which nobody is known: two of them, or one with an hour, have as many digits. */
const DATE =
  /(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)/gu;

function namesByNumber(reason: string): boolean {
  // A letter in the place of each, so that what stands around it does not come together.
  return NUMBER_OF_A_PERSON.test(reason.replaceAll(DATE, 'd'));
}

const asked = z.strictObject({
  entity: z.string().max(50).default('dossier'),
  record: z.record(z.string().max(50), z.string().trim().min(1).max(200)),
  reason: z.string().trim().min(10).max(300),
});

const BODY = '{"record": {…}, "reason": "…"}';

/** How many, and of how many days, a list tells. */
const MOST_LISTED = 200;
const USUAL_DAYS = 7;
const MOST_DAYS = 31;
const DAY_MS = 86_400_000;

/**
 * Takes rights for one record. What is taken is durable in the trail before its token leaves, and is nowhere else: a gateway that is
 * lost forgets none of it, and another one of the same key takes the token.
 */
export function createBreakGlass({ roles, key, trail, count, log }: BreakGlassParts): BreakGlass {
  const tokens = createGlassTokens(key);

  async function take(body: unknown, exchange: Exchange): Promise<HttpAnswer> {
    const { identity = ANONYMOUS, requestId, client } = exchange;
    const parsed = asked.safeParse(body);
    if (!parsed.success) throw unfit('GLASS_FORM', { body: BODY });
    const { entity, record, reason } = parsed.data;
    const rule = rulesOf(identity)?.breakGlass[entity];
    if (rule === undefined) {
      throw fault('BREAK_GLASS_REFUSED', { reason: reasonOf('GLASS_NOT_YOURS') });
    }
    const names = Object.keys(record);
    if (names.length !== rule.by.length || !rule.by.every((name) => names.includes(name))) {
      throw unfit('GLASS_NAMED_BY', { names: rule.by.join(', ') });
    }
    if (namesByNumber(reason)) {
      throw unfit('GLASS_NAMES_NOBODY');
    }
    count(exchange);
    const since = Math.floor(Date.now() / 1_000);
    const untilS = since + rule.minutes * 60;
    const until = localMoment(untilS * 1_000);
    const taken = { entity, record, reason, until };
    try {
      await trail.record({
        kind: 'glass',
        request: requestId,
        who: whoIs(identity),
        from: client,
        ...taken,
      });
    } catch (error) {
      log.error({ requestId, err: error }, 'the trail cannot be written');
      throw fault('AUDIT_UNAVAILABLE', { seconds: RETRY_AFTER_S });
    }
    log.warn({ requestId }, 'glass was broken');
    const glass = { entity, record, since, request: requestId };
    const token = await tokens.write(glass, identity.subject, untilS);
    return answer(201, { header: HEADER, token, until });
  }

  async function list(search: string, { identity = ANONYMOUS }: Exchange): Promise<HttpAnswer> {
    if (rulesOf(identity)?.reviewsBreakGlass !== true) {
      throw fault('FORBIDDEN_ENTITY', { entity: 'break-glass' });
    }
    const days = Number(new URLSearchParams(search).get('days') ?? USUAL_DAYS);
    if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
      throw unfit('OUT_OF_RANGE', { name: 'days', least: 1, most: MOST_DAYS });
    }
    const from = localMoment(Date.now() - (days - 1) * DAY_MS).slice(0, 'yyyy-MM-dd'.length);
    const [broken, stopped] = [brokenGlassReport(MOST_LISTED), stoppedReadersReport(MOST_LISTED)];
    await passBy(trail.read(from), [broken, stopped]);
    return answer(200, { broken: broken.rows(), stopped: [...stopped.rows()].reverse() });
  }

  function rulesOf(identity: Identity): GlassRole | undefined {
    return actingRole(roles, identity);
  }

  return {
    identify: (authenticate) => async (request) => {
      const identity = await authenticate(request);
      const token = request.headers[HEADER];
      if (token === undefined) return identity;
      return { ...identity, glass: await tokens.read(String(token), identity.subject) };
    },
    answering({ method, search, body }, exchange) {
      if (method === 'POST') return take(body, exchange);
      if (method === 'GET') return list(search, exchange);
      return Promise.resolve(refusedMethod(exchange));
    },
  };
}

/** As `/graphql` and `/export` do: HTTP has a word of its own for what is only asked in the wrong way. */
function refusedMethod(exchange: Exchange): HttpAnswer {
  const { headers, body } = refusal(unfit('GLASS_METHODS'), exchange);
  return { status: 405, headers: new Map([...headers, ['allow', 'GET, POST']]), body };
}

function answer(status: number, said: object): HttpAnswer {
  return {
    status,
    headers: new Map([
      ['content-type', 'application/json; charset=utf-8'],
      ['cache-control', 'no-store'],
    ]),
    body: Buffer.from(JSON.stringify(said)),
  };
}
