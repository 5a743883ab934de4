import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ask } from '../support/ask.ts';
import { openOffices } from '../support/offices.ts';

/** The blocks that the examples of the page leave out. */
const PREAMBLE = `source: { code: H12.TD, name: Một cửa xã Tân Duyệt }
office: { level: COMMUNE, unit: '32173' }
database: { client: sqlite, url: 'file:\${DIR}/example.db' }
`;

const page = readFileSync('docs/mapping-reference.md', 'utf8');
const sections = page.split(/^(?=##+ )/mu).map((text) => {
  const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gmsu)];
  return {
    heading: /^##+ (.*)$/mu.exec(text)?.[1] ?? 'the beginning',
    block: (language: string) => blocks.find(([, its]) => its === language)?.[2],
  };
});

describe('docs/mapping-reference.md', () => {
  it.each(
    sections
      .filter(({ block }) => block('graphql') !== undefined)
      .map((one) => [one.heading, one] as const),
  )('shows what is so: %s', async (_heading, { block }) => {
    const own = block('yaml') ?? '';
    const yaml = /^database:/mu.test(own) ? own : PREAMBLE + own;
    const offices = await openOffices([
      {
        file: 'example.yaml',
        yaml,
        sql: (block('sql') ?? '').split(/;\n/u).filter((one) => one.trim() !== ''),
      },
    ]);
    const { data, errors } = await ask(offices.subgraph, block('graphql') ?? '');
    await offices.close();

    expect(errors).toEqual([]);
    expect(offices.logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
    expect(data.dossiers.nodes).toEqual(JSON.parse(block('json') ?? ''));
  });
});
