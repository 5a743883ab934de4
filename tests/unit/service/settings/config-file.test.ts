import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readCommand } from '../../../../service/settings/arguments.ts';
import { ConfigFault } from '../../../../service/settings/config.ts';
import { readConfigFile } from '../../../../service/settings/config-file.ts';
import { configSchemaOf, printedConfig } from '../../../../service/settings/printed-config.ts';
import { portSetting, secretSetting, yesNo } from '../../../../service/settings/settings.ts';

const settings = z.object({
  port: portSetting(4000),
  open: yesNo('no').meta({ flag: 'open', give: 'yes or no', about: 'whether' }),
  names: z.string().default('').meta({ env: 'NAMES', give: 'names', about: 'which' }),
  secret: secretSetting('a secret'),
});
const command = { usage: 'npm run serve -- [--port N]', about: 'Serves.', settings };

describe('a configuration file', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-config-'));
    file = join(folder, 'motcua.yaml');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const read = (
    text: string,
    argv: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ) => {
    writeFileSync(file, text);
    try {
      return readCommand(command, ['--config', file, ...argv], env);
    } catch (error) {
      return error instanceof ConfigFault ? error.faults : error;
    }
  };

  it('stands behind flags and environment, before what is preset, and has parts for other commands', () => {
    const text = 'serve: { port: 1, open: true, names: [an, ba] }\nother: { whatever: 1 }\n';

    expect(read(text)).toEqual({ port: 1, open: true, names: 'an,ba' });
    expect(read(text, ['--open', 'no'], { PORT: '2' })).toEqual({
      port: 2,
      open: false,
      names: 'an,ba',
    });
    expect(read('')).toEqual({ port: 4000, open: false, names: '' });
  });

  it('is told what is wrong with it in a line each', () => {
    const unreadable = readCommandFaults(['--config', join(folder, 'none.yaml')]);

    expect(read('serve: { prot: 1, prt: 2 }')).toEqual([
      `${file}: serve has no setting “prot”.`,
      `${file}: serve has no setting “prt”.`,
    ]);
    expect(read('serve: { port: { x: 1 } }')).toEqual([
      expect.stringContaining('At “serve.port” it does not.'),
    ]);
    expect(read('serve: [')).toEqual([expect.stringMatching(/is no YAML: .+\.$/u)]);
    expect(read('serve: { port: many }')).toEqual([
      '--port (or PORT) cannot be “many”: give a port number from 0 to 65535.',
    ]);
    expect(unreadable).toEqual([expect.stringContaining('cannot be read')]);
    expect(read('srve: { port: 1 }')).toEqual([`${file}: “srve” is no command: is serve meant?`]);
    expect(read('serve: { port: 1 }\nsrve: { port: 2 }')).toMatchObject({ port: 1 });
  });

  it('has parts for commands whose names are like this one’s', () => {
    writeFileSync(file, 'bench:rate: { seconds: 1 }\nattack:bytes: { seconds: 1 }');

    for (const name of ['bench:gateway', 'attack:access'])
      expect(readConfigFile(file, name, ['seconds'])).toEqual({});
  });

  function readCommandFaults(argv: readonly string[]): unknown {
    try {
      return readCommand(command, argv, {});
    } catch (error) {
      return error instanceof ConfigFault ? error.faults : error;
    }
  }

  it('is what is printed of the settings, without what is secret', () => {
    const given = new Map([
      ['port', { text: '5000', by: '--port' }],
      ['names', { text: 'postgres://me:word@db/x', by: 'NAMES' }],
      ['secret', { text: 'not-for-your-eyes', by: 'SUBGRAPH_SECRET' }],
    ]);

    const printed = printedConfig('serve', settings, given);

    expect(printed).toBe(
      [
        'serve:',
        '  port: "5000" # --port',
        '  open: no # preset',
        '  names: postgres://…@db/x # NAMES',
        '  # secret: hidden; SUBGRAPH_SECRET',
        '',
      ].join('\n'),
    );
    expect(read(printed)).toMatchObject({ port: 5000, open: false });
  });

  it('has a schema that knows what each setting takes', () => {
    expect(configSchemaOf(settings)).toMatchObject({
      additionalProperties: false,
      properties: {
        port: { type: 'number', minimum: 0, maximum: 65_535 },
        open: { enum: ['yes', 'no', true, false] },
        secret: { description: expect.stringContaining('Secret') },
      },
    });
  });
});
