import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { HttpService } from '../../../service/http/http-service.ts';
import { openProvince, post, type Province } from '../../support/graphs/province.ts';

jest.setTimeout(60_000);

let province: Province;
let service: HttpService;

beforeAll(async () => {
  province = await openProvince();
  service = await province.standalone('compiled');
});
afterAll(async () => {
  await service.close();
  province.close();
});

const COLUMNS = `procedures provinceProcedures districtProcedures communeProcedures
  oneStop provinceOneStop districtOneStop communeOneStop unknownLevel`;

interface Listed {
  readonly level: string | null;
  readonly field: { readonly name: string } | null;
  readonly offerings: readonly { readonly throughOneStop: boolean | null }[];
}

/** The columns, from the procedures themselves. */
function columnsOf(procedures: readonly Listed[]) {
  const of = (some: readonly Listed[], level: string): number =>
    some.filter((one) => one.level === level).length;
  const known = procedures.filter(({ level }) => level !== null && level !== 'UNKNOWN');
  const oneStop = known.filter(({ offerings }) =>
    offerings.some(({ throughOneStop }) => throughOneStop === true),
  );
  return {
    procedures: known.length,
    provinceProcedures: of(known, 'PROVINCE'),
    districtProcedures: of(known, 'DISTRICT'),
    communeProcedures: of(known, 'COMMUNE'),
    oneStop: oneStop.length,
    provinceOneStop: of(oneStop, 'PROVINCE'),
    districtOneStop: of(oneStop, 'DISTRICT'),
    communeOneStop: of(oneStop, 'COMMUNE'),
    unknownLevel: procedures.length - known.length,
  };
}

describe('report07b', () => {
  it('is what the procedures of the catalogue themselves come to, as a whole and by field', async () => {
    const procedures: Listed[] = [];
    for (let after: string | null = null, more = true; more;) {
      const list: any = await post(
        service,
        `{ procedures(first: 100, after: ${JSON.stringify(after)}) {
          nodes { level field { name } offerings { throughOneStop } } pageInfo { hasNextPage endCursor } } }`,
      );
      procedures.push(...list.data.procedures.nodes);
      after = list.data.procedures.pageInfo.endCursor;
      more = list.data.procedures.pageInfo.hasNextPage;
    }

    const { data, errors } = await post(
      service,
      `{ whole: report07b { rows { number counts { ${COLUMNS} } } total { procedures } partial }
        fields: report07b(by: FIELD) { rows { label counts { ${COLUMNS} } } } }`,
    );

    const whole = columnsOf(procedures);
    expect(errors).toBeUndefined();
    expect(data.whole).toEqual({
      rows: [{ number: 1, counts: whole }],
      total: { procedures: whole.procedures },
      partial: false,
    });
    for (const { label, counts } of data.fields.rows)
      expect(counts).toEqual(
        columnsOf(procedures.filter(({ field }) => (field?.name ?? null) === label)),
      );
    expect(whole.oneStop).toBeGreaterThan(0);
  });
});
