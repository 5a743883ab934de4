import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../../support/ask.ts';
import { openSmallSource } from '../../../support/offices/small-source.ts';
import { type SmallGraph, startSmallGraph } from '../../../support/graphs/small-graph.ts';

let graph: SmallGraph;
beforeAll(async () => {
  graph = await startSmallGraph();
}, 30_000);
afterAll(() => graph.close());

describe('a search over the whole graph', () => {
  it('finds by kind, whatever the diacritics', async () => {
    const { data, errors } = await graph.ask(`{
      search(text: " khai sinh ") {
        text
        dossiers { nodes { id } partial }
        procedures { nodes { code } }
        documents { nodes { id } }
        agencies { nodes { code } }
      }
      loose: search(text: "duc") { dossiers(first: 1) { nodes { applicant { name } } } }
    }`);

    expect(errors).toBeUndefined();
    expect(data.search).toMatchObject({
      text: 'khai sinh',
      dossiers: { partial: false },
      procedures: { nodes: [{ code: '1.000001' }, { code: '1.000002' }] },
      documents: { nodes: [] },
      agencies: { nodes: [] },
    });
    expect(data.search.dossiers.nodes).toHaveLength(4);
    expect(data.loose.dossiers.nodes).toEqual([{ applicant: { name: 'Nguyễn Văn Đức' } }]);
  });

  it('gives a code or number before what has the text', async () => {
    const { data } = await graph.ask(`{
      code: search(text: "HS-2") { dossiers { nodes { code } } }
      number: search(text: "2/Q") { documents { nodes { notation } } }
      identifier: search(text: "000.00.02.H12") { agencies { nodes { code } } }
    }`);

    expect(data.code.dossiers.nodes[0]).toEqual({ code: 'HS-2' });
    expect(data.number.documents.nodes).toEqual([{ notation: '2/QĐ-UBND' }]);
    expect(data.identifier.agencies.nodes[0]).toEqual({ code: 'H12.02' });
  });

  it.each([
    [
      'onestop',
      `office: { level: DISTRICT }
dossier: { table: rows, key: id, columns: { code: no, receivedAt: day } }`,
      'dossiers(first: 2) { nodes { code } }',
      'hs-4',
      { dossiers: { nodes: [{ code: 'HS-4' }, { code: 'HS-49' }] } },
    ],
    [
      'vic',
      'document: { table: rows, key: id, columns: { notation: no, arrivedAt: day, issuedAt: day } }',
      'documents(first: 2) { nodes { notation } }',
      '12/QĐ-UBND',
      { documents: { nodes: [{ notation: '12/QĐ-UBND' }, { notation: '12/QĐ-UBND-9' }] } },
    ],
    [
      'vic',
      'document: { table: rows, key: id, columns: { notation: no, arrivedAt: day, issuedAt: day } }',
      'documents(first: 1) { nodes { notation } }',
      '12/qd-ubnd',
      { documents: { nodes: [{ notation: '12/QĐ-UBND' }] } },
    ],
  ] as const)(
    'gives what was typed whole before what begins with it and is later: %s',
    async (name, mapping, selection, text, found) => {
      const begun = Array.from({ length: 9 }, (_, row) => row + 1);
      const lines = begun.flatMap((n) => [`'HS-4${n}'`, `'12/QĐ-UBND-${n}'`].map((no) => [no, n]));
      const opened = await openSmallSource(name, `${mapping}\n`, [
        'CREATE TABLE rows (id INTEGER PRIMARY KEY, no varchar(20), day date)',
        "INSERT INTO rows (no, day) VALUES ('HS-4', '2016-01-01'), ('12/QĐ-UBND', '2016-01-01')",
        `INSERT INTO rows (no, day) VALUES ${lines.map(([no, n]) => `(${no}, '2016-02-0${n}')`).join(', ')}`,
      ]);

      const { data, errors } = await ask(
        opened.subgraph,
        `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Search { ${selection} } } }`,
        { of: [{ __typename: 'Search', text }] },
      );
      await opened.close();

      expect(errors).toEqual([]);
      expect(data._entities).toEqual([found]);
    },
  );

  it('finds a document’s number without its marks', async () => {
    const { data } = await graph.ask(`{
      begun: search(text: "2/qd-ub") { documents { nodes { notation } } }
      whole: search(text: "2/QD-UBND") { documents(first: 1) { nodes { notation } } }
      inside: search(text: "qd-ubnd") { documents { nodes { notation } } }
    }`);

    expect(data.begun.documents.nodes).toEqual([{ notation: '2/QĐ-UBND' }]);
    expect(data.whole.documents.nodes).toEqual([{ notation: '2/QĐ-UBND' }]);
    expect(data.inside.documents.nodes).toHaveLength(2);
  });

  it('refuses to look for nothing', async () => {
    const { errors } = await graph.ask('{ search(text: "  ") { text } }');

    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a value that cannot be taken', () => {
  const said = async (query: string, variables: object, language: string): Promise<unknown> => {
    const response = await fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify({ query, variables }),
    });
    const { errors } = (await response.json()) as any;
    expect(errors).toHaveLength(1);
    return errors[0].message;
  };

  it.each([
    [
      '{ dossiers(where: { receivedOn: { gte: "01/12/2016" } }) { totalCount } }',
      '"01/12/2016" of “where.receivedOn.gte” is no day of the form yyyy-MM-dd',
      'Giá trị đầu vào không hợp lệ: "01/12/2016" của “where.receivedOn.gte” không phải là ngày dạng yyyy-MM-dd',
    ],
    [
      'query ($where: DossierFilter) { dossiers(where: $where) { totalCount } }',
      'Variable "$where" got invalid value "01/12/2016" at "where.receivedOn.gte"; "01/12/2016" is no day of the form yyyy-MM-dd',
      'Giá trị đầu vào không hợp lệ: Variable "$where" got invalid value "01/12/2016" at "where.receivedOn.gte"; "01/12/2016" không phải là ngày dạng yyyy-MM-dd',
    ],
    [
      '{ search(text: "") { text } }',
      '`text` is empty or longer than 200 characters',
      'Giá trị đầu vào không hợp lệ: `text` để trống hoặc dài hơn 200 ký tự',
    ],
    [
      '{ dossiers(where: { subject: { contains: " " } }) { totalCount } }',
      'The filter on “subject” cannot be applied: `contains` is empty',
      'Không lọc được theo “subject”: `contains` để trống',
    ],
  ])('in %s is named, in the language of who asks', async (query, en, vi) => {
    const variables = { where: { receivedOn: { gte: '01/12/2016' } } };

    expect(await said(query, variables, 'en')).toBe(en);
    expect(await said(query, variables, 'vi')).toBe(vi);
  });
});

describe('the status page of a citizen', () => {
  const STATUS = `query ($code: String!, $secret: String!) {
    dossierStatus(code: $code, secret: $secret) {
      nodes { code office status nationalCode procedureCode receivedOn dueOn finishedOn returnedOn }
      partial
    }
  }`;
  const nothing = { dossierStatus: { nodes: [], partial: false } };

  it('tells by the digits of the identity number or the telephone how far a dossier is', async () => {
    const byNumber = await graph.ask(STATUS, { code: 'hs-1', secret: '0011' });
    const byPhone = await graph.ask(STATUS, { code: 'HS-1', secret: '345611' });

    expect(byNumber.data.dossierStatus.nodes[0]).toEqual({
      code: 'HS-1',
      office: 'Source A1',
      status: 'PROCESSING',
      nationalCode: 4,
      procedureCode: '1.000001',
      receivedOn: '2016-08-01',
      dueOn: '2016-08-05',
      finishedOn: '2016-08-04',
      returnedOn: '2016-08-05',
    });
    expect(byPhone.data).toEqual(byNumber.data);
  });

  it('gives one answer for a code that nobody bears and for digits that are wrong', async () => {
    const wrong = await graph.ask(STATUS, { code: 'HS-1', secret: '9999' });
    const none = await graph.ask(STATUS, { code: 'HS-99', secret: '0011' });

    expect([wrong, none]).toEqual([{ data: nothing }, { data: nothing }]);
  });

  it('is asked ten times an hour and no more', async () => {
    const asked: any[] = [];
    for (let time = 0; time < 11; time += 1)
      asked.push(await graph.ask(STATUS, { code: 'HS-2', secret: '1111' }));

    expect(asked.at(-1)).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_TRIES' } }] });
  }, 30_000);

  it('takes no fewer than four digits', async () => {
    const { errors } = await graph.ask(STATUS, { code: 'HS-1', secret: '1' });

    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
