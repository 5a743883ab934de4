import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { Body } from '../../../../gateway/transport/answers/body.ts';
import { answerFrom } from '../../../../gateway/transport/answers/http-answer.ts';
import type { SubgraphTransport } from '../../../../gateway/transport/transport.ts';
import { fromWireValue } from '../../../../service/wire-text.ts';
import { createFederation, hashOf, type Subgraph } from '../../../support/federation/federation.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires"])`;

/** Long enough that its bytes are left where they lie. */
const HISTORY = 'Bộ phận Tiếp nhận và Trả kết quả. '.repeat(200);

const OFFICES: Subgraph = {
  name: 'offices',
  typeDefs: `${LINK}
    "Bộ phận một cửa"
    type Office @key(fields: "name") {
      name: ID!, motto(of: String): String, history: String!, pages: [String], labels: Json
    }
    scalar Json
    type Query { office(name: String): Office }
  `,
  resolvers: {
    Query: { office: (_root, { name }: { name: string }) => ({ name }) },
    Office: {
      motto: ({ name }: { name: string }, { of }: { of: string }) => `“${name}” – ${of}\n`,
      history: () => HISTORY,
      pages: () => [HISTORY, null, `${HISTORY}\n`],
      labels: () => ({ cấp: ['huyện', null, 3] }),
    },
  },
};

const AGENCIES: Subgraph = {
  name: 'agencies',
  typeDefs: `${LINK}
    type Office @key(fields: "name") {
      name: ID!, agency(title: String): String, broken: String
      history: String! @external, told: String @requires(fields: "history")
    }
  `,
  resolvers: {
    Office: {
      agency: ({ name }: { name: string }, { title }: { title: string }) => `${title} ${name}`,
      told: ({ history }: { history: string }) => `${history.length}: ${history}`,
      broken: () => {
        throw new Error('Không đọc được');
      },
    },
  },
};

/** What HTTP makes of a transport: strings are byte strings on the engine's side, or their bytes where they came. */
const overTheWire = (_name: string, transport: SubgraphTransport): SubgraphTransport => ({
  ...transport,
  encoding: 'latin1',
  async execute({ variables, ...request }) {
    // As it is written into a request's body.
    const sent = JSON.parse(JSON.stringify({ ...variables })) as typeof variables;
    const { data, errors } = await transport.execute({
      ...request,
      variables: { ...fromWireValue(sent, 'latin1') },
    });
    const { exact, texts } = request.operation;
    return answerFrom(
      {
        status: 200,
        headers: {},
        body: new Body([Buffer.from(JSON.stringify({ data, errors }))]),
      },
      Infinity,
      { encoding: 'latin1', exact, texts },
    );
  },
});

const QUERY = `query($name: String, $title: String) {
  office(name: $name) {
    name
    motto(of: "tỉnh Cà Mau 😀")
    history
    pages
    told
    labels
    agency(title: $title)
    broken
  }
  __type(name: "Office") { description }
}`;

async function answerOf(between?: typeof overTheWire) {
  const { engine } = createFederation([OFFICES, AGENCIES], between && { between });
  return engine.execute({
    document: parse(QUERY),
    documentHash: hashOf(QUERY),
    variables: { name: 'Năm Căn', title: 'Ủy ban nhân dân' },
    headers: {},
  });
}

describe('an engine over transports of byte strings', () => {
  it('answers what it answers over others, and errors as text', async () => {
    const over = await answerOf();
    const overBytes = await answerOf(overTheWire);

    expect(overBytes.data?.toString()).toBe(over.data?.toString());
    expect(overBytes.errors).toEqual(over.errors);
    expect(JSON.parse(over.data?.toString() ?? '')).toEqual({
      office: {
        name: 'Năm Căn',
        motto: '“Năm Căn” – tỉnh Cà Mau 😀\n',
        history: HISTORY,
        pages: [HISTORY, null, `${HISTORY}\n`],
        told: `${HISTORY.length}: ${HISTORY}`,
        labels: { cấp: ['huyện', null, 3] },
        agency: 'Ủy ban nhân dân Năm Căn',
        broken: null,
      },
      __type: { description: 'Bộ phận một cửa' },
    });
    expect(over.errors).toMatchObject([{ message: 'Không đọc được', path: ['office', 'broken'] }]);
  });

  it('is not made over transports of both kinds', () => {
    const between = (name: string, transport: SubgraphTransport) =>
      name === 'agencies' ? transport : overTheWire(name, transport);

    expect(() => createFederation([OFFICES, AGENCIES], { between })).toThrow('one encoding');
  });
});
