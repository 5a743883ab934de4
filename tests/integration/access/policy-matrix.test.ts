import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { ask } from '../../support/ask.ts';
import { actingAs, type Asker, ASKERS, policy } from '../../support/policy/roles.ts';
import { apiSchema } from '../../support/policy/api-schema.ts';
import { MAY, secrets, type Tells } from '../../support/policy/secrets.ts';
import { askAll, everyTest, valuesOf } from '../../support/policy/ways.ts';
import { everyFieldQuery } from '../../support/withheld/every-field.ts';
import { type FreshGraph, startFreshGraph } from '../../support/withheld/graph.ts';
import { ARGUMENTS, writeHalves } from '../../support/withheld/sources.ts';

jest.setTimeout(120_000);

/** The keys of filters, the orders and the groupings that look at what tells of people; all others are public. */
const LOOKS_AT: Readonly<Record<string, Tells>> = {
  applicantName: 'name',
  applicantIdNumber: 'idNumber',
  applicantPhone: 'phone',
  currentAssignee: 'official',
  subject: 'text',
  ASSIGNEE: 'official',
};

/** What names one dossier. */
const NAMING = new Set(['code', 'resultNumber']);

/** Keys of which the sensitive half has nothing to who may not see it. */
const OF_THE_PROCEDURE = new Set(['procedureCode', 'procedureFieldCode']);

/** What of dossiers nobody may ask by in a role. */
const CLOSED: Readonly<Record<Asker, ReadonlySet<Tells>>> = {
  officer: new Set(),
  leader: new Set(),
  supervisor: new Set(['name', 'idNumber', 'phone', 'address', 'text']),
  inspector: new Set(),
  integrator: new Set(['name', 'idNumber', 'phone', 'address', 'text', 'official']),
  analyst: new Set(['name', 'idNumber', 'phone', 'address', 'text', 'official']),
  auditor: new Set(),
  citizen: new Set(),
  anonymous: new Set(),
};

const SEES_HALF_ONE: ReadonlySet<Asker> = new Set(['officer', 'leader', 'citizen']);
const LISTS_DOSSIERS = ASKERS.filter(
  (asker) => !['analyst', 'auditor', 'anonymous'].includes(asker),
);

const identities = actingAs();
const statements: string[] = [];
const log = pino(
  { level: 'debug' },
  {
    write: (line: string) => {
      const { msg, sql } = JSON.parse(line) as { msg: string; sql: string };
      if (msg === 'A statement') statements.push(sql);
    },
  },
);

let directory: string;
let graph: FreshGraph;
let guarded: Subgraph;
let open: Subgraph;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'motcua-matrix-'));
  await writeHalves(directory, '20s');
  graph = await startFreshGraph(directory, { policy, identities });
  const sourcesDirectory = join(directory, 'onestop');
  guarded = await createSubgraph('onestop', {
    sourcesDirectory,
    environment: {},
    log,
    policy,
    identities,
  });
  open = await createSubgraph('onestop', {
    sourcesDirectory,
    environment: {},
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await graph.close();
  await guarded.close();
  await open.close();
  rmSync(directory, { recursive: true, force: true });
});

const codesOf = ({ errors }: { readonly errors: readonly { readonly code: unknown }[] }) =>
  new Set(errors.map(({ code }) => code));

describe('every field of the schema', () => {
  const query = everyFieldQuery(apiSchema, ARGUMENTS);

  it.each(ASKERS)('shows a %s what that role may see, and nothing else', async (asker) => {
    identities.become(asker);
    const answer = JSON.stringify(await graph.ask(query));

    const shown = secrets.filter(({ written }) => answer.includes(written));

    expect(shown).toEqual(secrets.filter(MAY[asker]));
  });
});

describe('every test of a filter', () => {
  const tests = everyTest(apiSchema, 'DossierFilter');
  const placed = tests.flatMap(({ text, ...test }) => [
    { ...test, negated: false, text },
    { ...test, negated: true, text: `{ not: ${text} }` },
    { ...test, negated: false, text: `{ or: [${text}] }` },
  ]);
  // An `or` of one is the same.
  const counted = placed.filter(({ text }) => !text.includes('or: ['));
  const count = (text: string, more = ''): string =>
    `dossiers(first: 0${more}, where: ${text}) { totalCount }`;
  const ofAll = new Map<string, unknown>();
  const ofHalfOne = new Map<string, unknown>();
  beforeAll(async () => {
    for (const [truth, more] of [
      [ofAll, ''],
      [ofHalfOne, ', offices: ["A1"]'],
    ] as const) {
      const questions = counted.map(({ text }) => count(text, more));
      const answers = await askAll(open, questions);
      counted.forEach(({ text }, at) => truth.set(text, answers[at]));
    }
  });
  const closedTo = (asker: Asker, key: string): boolean => {
    const tells = LOOKS_AT[key];
    return tells !== undefined && CLOSED[asker].has(tells);
  };

  it('is refused of what is masked before anything is read, wherever it stands', async () => {
    for (const asker of ['supervisor', 'integrator'] as const) {
      identities.become(asker);
      const closed = placed.filter(({ key }) => closedTo(asker, key));
      statements.length = 0;

      const answers = await askAll(
        guarded,
        closed.flatMap(({ text }) => [
          `dossiers(where: ${text}) { totalCount }`,
          `dossiers(where: ${text}) { nodes { id } }`,
          `dossierStatistics(where: ${text}) { total { count } }`,
        ]),
      );

      expect(closed.length).toBeGreaterThan(60);
      expect(new Set(answers)).toEqual(new Set(['FORBIDDEN_FIELD']));
      expect(statements).toEqual([]);
    }
  });

  it.each(LISTS_DOSSIERS)(
    'counts for a %s as if what is not shown were not there',
    async (asker) => {
      identities.become(asker);
      const told = counted.filter(({ key }) => !closedTo(asker, key));
      const isOfAll = !SEES_HALF_ONE.has(asker);
      const hides = asker === 'supervisor' || asker === 'integrator';

      const answers = await askAll(
        guarded,
        told.map(({ text }) => count(text)),
      );
      const right = told.map(({ text, key, op, negated }) => {
        if (!isOfAll) return ofHalfOne.get(text);
        if (!hides || !OF_THE_PROCEDURE.has(key)) return ofAll.get(text);
        // The two of the second half have nothing in the field.
        const { totalCount } = ofHalfOne.get(text) as { totalCount: number };
        return { totalCount: totalCount + ((op === 'isNull') === negated ? 0 : 2) };
      });
      expect(answers).toEqual(right);
    },
  );

  it.each(['analyst', 'auditor', 'anonymous'] as const)('is refused to a %s', async (asker) => {
    identities.become(asker);
    statements.length = 0;

    const answers = await askAll(
      guarded,
      placed.map(({ text }) => `dossiers(where: ${text}) { totalCount }`),
    );

    const refused = asker === 'analyst' ? 'FORBIDDEN_ROWS' : 'FORBIDDEN_ENTITY';
    expect(new Set(answers)).toEqual(new Set([refused]));
    expect(statements).toEqual([]);
  });

  it('narrows what an analyst is told of counts where it tells nothing of people, and names no dossier', async () => {
    identities.become('analyst');

    const answers = await askAll(
      guarded,
      placed.map(({ text }) => `dossierStatistics(where: ${text}) { total { count } }`),
    );

    const isClosed = (key: string): boolean => {
      const tells = LOOKS_AT[key];
      return NAMING.has(key) || (tells !== undefined && CLOSED.analyst.has(tells));
    };
    expect(answers).toEqual(
      placed.map(({ key }) => (isClosed(key) ? 'FORBIDDEN_FIELD' : 'TOO_FEW')),
    );
  });
});

describe('every order and every grouping', () => {
  it.each(ASKERS)('is refused to a %s where it would tell of people', async (asker) => {
    identities.become(asker);
    const orders = valuesOf(apiSchema, 'DossierOrderField');
    const groupings = valuesOf(apiSchema, 'DossierGrouping');

    const ordered = await askAll(
      guarded,
      orders.map((by) => `dossiers(orderBy: [{ by: ${by} }]) { totalCount }`),
    );
    const grouped = await askAll(
      guarded,
      groupings.map((by) => `dossierStatistics(groupBy: [${by}]) { groupCount }`),
    );

    const sees = LISTS_DOSSIERS.includes(asker);
    for (const answer of ordered) expect(typeof answer).toBe(sees ? 'object' : 'string');
    for (const [at, by] of groupings.entries()) {
      const tells = LOOKS_AT[by];
      const isClosed = tells !== undefined && CLOSED[asker].has(tells);
      const answer = grouped[at];
      if (isClosed) expect(answer).toBe('FORBIDDEN_FIELD');
      else if (asker === 'analyst') expect(answer).toBe('TOO_FEW');
      else expect(typeof answer).toBe(sees ? 'object' : 'string');
    }
  });

  it('has the sensitive half under no procedure, for who may not see it', async () => {
    const question = `dossierStatistics(groupBy: [PROCEDURE, PROCEDURE_FIELD]) {
      groups { keys measures { count } }
    }`;
    const groupsFor = async (asker: Asker): Promise<unknown> => {
      identities.become(asker);
      return (await askAll(guarded, [question]))[0];
    };
    const own = { keys: ['1.000001', 'LV-1'], measures: { count: 2 } };

    expect(await groupsFor('officer')).toEqual({ groups: [own] });
    expect(await groupsFor('supervisor')).toEqual({
      groups: [own, { keys: [null, null], measures: { count: 2 } }],
    });
    expect(await groupsFor('inspector')).toEqual({
      groups: [own, { keys: ['1.000002', 'LV-2'], measures: { count: 2 } }],
    });
  });
});

describe('a dossier of another', () => {
  it.each(['officer', 'leader', 'citizen'] as const)(
    'is to a %s as one that does not exist, however it is asked for',
    async (asker) => {
      identities.become(asker);
      const forms = (id: string, code: string): string => `{
        dossier(id: "${id}") { code }
        dossiersByCode(code: "${code}") { nodes { id } }
        _entities(representations: [{ __typename: "Dossier", id: "${id}" }]) {
          ... on Dossier { code linked { id } }
        }
        dossiers(where: { code: { eq: "${code}" } }) { totalCount nodes { id } pageInfo { hasNextPage } }
        report06a(from: "2016-01-01", to: "2016-12-31", offices: ["A2"]) { total { received } }
        dossierStatistics(where: { code: { eq: "${code}" } }) { total { count } }
      }`;

      const hidden = await ask(guarded, forms('A2:1', 'HS-2'));
      const absent = await ask(guarded, forms('A2:99', 'HS-99'));

      expect(hidden).toEqual(absent);
      expect(hidden.data.dossiers.totalCount).toBe(0);
      expect(hidden.data.report06a.total.received).toBe(0);
    },
  );

  it('is not among the linked, and is where its office may be seen', async () => {
    const linked = async (asker: Asker): Promise<unknown> => {
      identities.become(asker);
      const { data } = await ask(guarded, '{ dossier(id: "A1:1") { linked { id } } }');
      return data.dossier.linked;
    };

    expect(await linked('officer')).toEqual([]);
    expect(await linked('supervisor')).toEqual([{ id: 'A2:1' }, { id: 'A2:2' }]);
  });
});

describe('a cursor', () => {
  it('holds nothing that is masked, and leads on through what is shown alone', async () => {
    identities.become('officer');
    const page = '{ dossiers(first: 1) { edges { cursor node { id } } pageInfo { hasNextPage } } }';
    const { data } = await ask(guarded, page);
    const [{ cursor }] = data.dossiers.edges;
    const next = await ask(
      guarded,
      `{ dossiers(first: 5, after: "${cursor}") { nodes { id } pageInfo { hasNextPage } } }`,
    );

    const text = Buffer.from(cursor, 'base64url').toString();
    expect(secrets.filter(({ written }) => text.includes(written))).toEqual([]);
    expect(data.dossiers.pageInfo.hasNextPage).toBe(true);
    expect(next.data.dossiers.nodes).toEqual([{ id: 'A1:2' }]);
    expect(next.data.dossiers.pageInfo.hasNextPage).toBe(false);
  });
});

describe('who bears no role that the policy knows', () => {
  it('sees no rows of anybody', async () => {
    identities.become('auditor');
    const { data, ...answer } = await ask(guarded, '{ dossier(id: "A1:1") { id } }');

    expect(data).toEqual({ dossier: null });
    expect(codesOf(answer)).toEqual(new Set(['FORBIDDEN_ENTITY']));
  });
});
