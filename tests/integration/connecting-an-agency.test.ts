import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ask } from '../support/ask.ts';
import { openOffices, type Offices } from '../support/offices.ts';

const page = readFileSync(new URL('../../docs/connecting-an-agency.md', import.meta.url), 'utf8');

/** The first block of a language on the page. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'msu').exec(page)?.[1];
  if (found === undefined) throw new Error(`the page has no ${language} block`);
  return found;
}

/** What an office's log says from warnings on, which pino numbers 40. */
function complaints({ logged }: Offices): readonly unknown[] {
  return logged.filter(({ level }) => Number(level) >= 40).map(({ msg }) => msg);
}

/** The page's office with this mapping. */
function connect(yaml: string): Promise<Offices> {
  return openOffices(
    [{ file: 'dam-doi.yaml', yaml, sql: block('sql').trim().split('\n') }],
    (directory) => {
      writeFileSync(join(directory, 'dam-doi.status.csv'), block('csv'));
      return { DAM_DOI_FILE: join(directory, 'dam-doi.db') };
    },
  );
}

describe('docs/connecting-an-agency.md', () => {
  it('connects a fifth office by what stands on the page alone', async () => {
    const connected = await connect(block('yaml'));

    const { data, errors } = await ask(connected.subgraph, block('graphql'));
    await connected.close();

    expect(errors).toEqual([]);
    expect(data).toEqual(JSON.parse(block('json')));
    expect(complaints(connected)).toEqual([]);
  });

  it('shows what the log says of a faulty mapping', async () => {
    const unknownFormat = block('yaml').replace(
      'NgayNhan, date: dd/MM/yyyy',
      'NgayNhan, date: dd/MMM/yyyy',
    );
    const unknownTable = block('yaml').replace('table: HoSo\n', 'table: HoSoo\n');

    const said: unknown[] = [];
    for (const yaml of [unknownFormat, unknownTable]) {
      const refused = await connect(yaml);
      await refused.close();
      said.push(...complaints(refused));
    }

    expect(said).toEqual(block('text').trim().split('\n'));
  });
});
