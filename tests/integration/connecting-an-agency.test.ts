import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ask } from '../support/ask.ts';
import { openOffices } from '../support/offices.ts';

const page = readFileSync(new URL('../../docs/connecting-an-agency.md', import.meta.url), 'utf8');

/** The first block of a language on the page. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'msu').exec(page)?.[1];
  if (found === undefined) throw new Error(`the page has no ${language} block`);
  return found;
}

describe('docs/connecting-an-agency.md', () => {
  it('connects a fifth office by what stands on the page alone', async () => {
    const connected = await openOffices(
      [{ file: 'dam-doi.yaml', yaml: block('yaml'), sql: block('sql').trim().split('\n') }],
      (directory) => {
        writeFileSync(join(directory, 'dam-doi.status.csv'), block('csv'));
        return { DAM_DOI_FILE: join(directory, 'dam-doi.db') };
      },
    );

    const { data, errors } = await ask(connected.subgraph, block('graphql'));
    await connected.close();

    expect(errors).toEqual([]);
    expect(data).toEqual(JSON.parse(block('json')));
  });
});
