import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'graphql';
import {
  createLabelledFor,
  type OverrideBy,
} from '../../../../gateway/executors/override-labels.ts';
import { ANONYMOUS, type Identity } from '../../../../service/access/identity.ts';
import { createFederation, hashOf } from '../../../support/federation/federation.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override"])`;

/** A desk from which fields of a dossier move to an archive, under labels. */
function desk() {
  return createFederation([
    {
      name: 'desk',
      typeDefs: `${LINK}
        type Query { dossier: Dossier }
        type Dossier @key(fields: "id") { id: ID!, status: String, fee: Int }`,
      resolvers: {
        Query: { dossier: () => ({ id: 'd' }) },
        Dossier: {
          __resolveReference: (reference: object) => reference,
          status: () => 'desk',
          fee: () => 1,
        },
      },
    },
    {
      name: 'archive',
      typeDefs: `${LINK}
        type Dossier @key(fields: "id") {
          id: ID!
          status: String @override(from: "desk", label: "percent(25)")
          fee: Int @override(from: "desk", label: "fees-moved")
        }`,
      resolvers: {
        Dossier: {
          __resolveReference: (reference: object) => reference,
          status: () => 'archive',
          fee: () => 2,
        },
      },
    },
  ]);
}

function asking(query: string) {
  const { engine } = desk();
  return async (...on: string[]) => {
    const { data, errors } = await engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
      labelled: (label) => on.includes(label),
    });
    expect(errors).toEqual([]);
    return (JSON.parse(String(data)) as { dossier: unknown }).dossier;
  };
}

describe('a field that is overridden under a label', () => {
  it('is asked where the label of this request says, and each way is planned for itself', async () => {
    const ask = asking('{ dossier { status fee } }');

    expect(await ask()).toEqual({ status: 'desk', fee: 1 });
    expect(await ask('percent(25)')).toEqual({ status: 'archive', fee: 1 });
    expect(await ask('fees-moved', 'percent(25)')).toEqual({ status: 'archive', fee: 2 });
    expect(await ask()).toEqual({ status: 'desk', fee: 1 });
  });

  it('is known in the way it went, so that another engine can be warmed with it', async () => {
    const { engine } = desk();
    const query = '{ dossier { status } }';
    const { switches } = await engine
      .execute({
        document: parse(query),
        documentHash: hashOf(query),
        headers: {},
        labelled: () => true,
      })
      .then(() => engine.hottest(1)[0]!);

    expect([...switches]).toEqual([['%percent(25)', true]]);
  });
});

describe('whether a label is on', () => {
  const on = (
    requestId: string,
    by?: OverrideBy,
    headers: Record<string, string> = {},
    identity: Identity = ANONYMOUS,
  ) =>
    createLabelledFor({ overrideLabels: ['fees-moved'], overrideBy: by })(
      { requestId, headers },
      identity,
    );

  it('is for percent(n) so in n of a hundred requests, the same however often one of them asks', () => {
    const ids = Array.from({ length: 4_000 }, (_, index) => `request ${index}`);
    const share = (label: string) => ids.filter((id) => on(id)(label)).length / ids.length;

    expect([share('percent(0)'), share('percent(100)')]).toEqual([0, 1]);
    expect(share('percent(25)')).toBeGreaterThan(0.22);
    expect(share('percent(25)')).toBeLessThan(0.28);
    expect(share('percent(0.5)')).toBeLessThan(0.02);
    for (const id of ids.slice(0, 20)) expect(on(id)('percent(50)')).toBe(on(id)('percent(50)'));
  });

  it('is the same for who asks again, by a header or a claim, and grows with the percentage', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.uuid(), fc.nat(100), (who, one, other, n) => {
        const person: Identity = { ...ANONYMOUS, kind: 'person', subject: who, claims: {} };
        const label = `percent(${n})`;
        const by: OverrideBy = { kind: 'header', name: 'x-user' };
        const sub: OverrideBy = { kind: 'claim', name: 'sub' };

        expect(on(one, by, { 'x-user': who })(label)).toBe(on(other, by, { 'x-user': who })(label));
        expect(on(one, sub, {}, person)(label)).toBe(on(other, sub, {}, person)(label));
      }),
    );
  });

  it('is for any other where the settings name it', () => {
    expect(on('r')('fees-moved')).toBe(true);
    expect(on('r')('other')).toBe(false);
    expect(on('r')('percent(many)')).toBe(false);
  });
});
