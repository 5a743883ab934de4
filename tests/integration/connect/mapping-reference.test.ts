import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { ask } from '../../support/ask.ts';
import { keysUndescribed, keysWritten, mappingKeys } from '../../support/mapping-keys.ts';
import { openOffices } from '../../support/offices/offices.ts';

/** The blocks that the examples of the page leave out. */
const PREAMBLE = `source: { code: H12.TD, name: Một cửa xã Tân Duyệt }
office: { level: COMMUNE, unit: '32173' }
database: { client: sqlite, url: 'file:\${DIR}/example.db' }
`;

const page = readFileSync('docs/mapping-reference.md', 'utf8');
const sections = page.split(/^(?=##+ )/mu).map((text) => {
  const blocks = [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gmsu)].map(
    ([, language, file, content = '']) => ({ language, file, content }),
  );
  return {
    heading: /^##+ (.*)$/mu.exec(text)?.[1] ?? 'the beginning',
    /** What stands in the block of that language, and of no file's own. */
    block: (language: string) =>
      blocks.find((one) => one.language === language && one.file === undefined)?.content,
    /** Mappings beside the one of the example. */
    files: blocks.filter(({ file }) => file !== undefined),
  };
});
const examples = sections.filter(({ block }) => block('graphql') !== undefined);

describe('docs/mapping-reference.md', () => {
  it.each(examples.map((one) => [one.heading, one] as const))(
    'shows what is so: %s',
    async (_heading, { block, files }) => {
      const own = block('yaml') ?? '';
      const yaml = /^database:/mu.test(own) ? own : PREAMBLE + own;
      const offices = await openOffices(
        [
          {
            file: 'example.yaml',
            yaml,
            sql: (block('sql') ?? '').split(/;\n/u).filter((one) => one.trim() !== ''),
          },
        ],
        (directory) => {
          for (const { file = '', content } of files) writeFileSync(join(directory, file), content);
          return {};
        },
      );
      const { data, errors } = await ask(offices.subgraph, block('graphql') ?? '');
      await offices.close();

      expect(errors).toEqual([]);
      const told = offices.logged
        .filter(({ level }) => Number(level) >= 40)
        .map(({ msg }) => String(msg))
        .join('\n');
      const expected = block('text')?.trim();
      if (expected === undefined) expect(told).toBe('');
      else expect(told).toContain(expected);
      const answer = JSON.parse(block('json') ?? '') as unknown;
      expect(Array.isArray(answer) ? data.dossiers.nodes : data).toEqual(answer);
    },
  );

  const schemas = ['onestop', 'vic', 'procedures'].map(
    (name) =>
      JSON.parse(readFileSync(`schema/mapping.${name}.json`, 'utf8')) as Record<string, unknown>,
  );

  it('has an example of every key', () => {
    const [onestop = {}] = schemas;
    const shown = new Set(
      examples
        .flatMap(({ block, files }) => [
          block('yaml') ?? '',
          ...files.map(({ content }) => content),
        ])
        .flatMap((yaml) => [...keysWritten(onestop, parse(yaml))]),
    );

    const keys = schemas.flatMap((schema) => [...mappingKeys(schema)]);
    expect(keys.length).toBeGreaterThan(200);
    expect(keys.filter((key) => !shown.has(key))).toEqual([]);
  });

  it('is for reading: an editor shows what each key is for', () => {
    // Entities and fields are described in the graph.
    const named = ['table', 'table.child', 'field'];

    expect(
      schemas
        .flatMap((schema) => [...keysUndescribed(schema)])
        .filter((key) => !named.includes(key)),
    ).toEqual([]);
  });
});
