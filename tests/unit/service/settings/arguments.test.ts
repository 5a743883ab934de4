import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { helpOf, readCommand } from '../../../../service/settings/arguments.ts';
import { ConfigFault } from '../../../../service/settings/config.ts';
import { portSetting, wholeNumber, yesNo } from '../../../../service/settings/settings.ts';

const command = {
  usage: 'serve NAME',
  about: 'Serves.',
  bare: 'name' as const,
  settings: z.object({
    name: z.enum(['vic', 'onestop']).meta({ flag: 'name', give: 'vic or onestop', about: 'what' }),
    port: portSetting(4000),
    most: wholeNumber(1).default(5).meta({ env: 'MOST', give: 'a number', about: 'how many' }),
    open: yesNo('no').meta({ flag: 'open', env: 'OPEN', give: 'yes or no', about: 'whether' }),
    check: z.stringbool().default(false).meta({ flag: 'check', about: 'only look' }),
  }),
};

function faultsOf(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  try {
    return readCommand(command, argv, env);
  } catch (error) {
    return error instanceof ConfigFault ? error.faults : error;
  }
}

describe('readCommand', () => {
  it('takes flags before the environment, and the environment before what is preset', () => {
    const config = readCommand(command, ['vic', '--port', '5000', '--check'], {
      PORT: '6000',
      MOST: '7',
      OPEN: '',
    });

    expect(config).toEqual({ name: 'vic', port: 5000, most: 7, open: false, check: true });
  });

  it('reports every fault at once, in the words of the user', () => {
    expect(faultsOf(['--port', '70000'], { MOST: 'many', OPEN: 'maybe' })).toEqual([
      '--name is missing: give vic or onestop.',
      '--port (or PORT) cannot be “70000”: give a port number from 0 to 65535.',
      'MOST cannot be “many”: give a number.',
      '--open (or OPEN) cannot be “maybe”: give yes or no.',
    ]);
  });

  it('calls a bare word what it is', () => {
    expect([faultsOf(['vci']), faultsOf(['--name', 'vci'])]).toEqual([
      ['The bare word cannot be “vci”: give vic or onestop.'],
      ['--name cannot be “vci”: give vic or onestop.'],
    ]);
  });

  it('refuses a flag that it does not know', () => {
    expect(faultsOf(['vic', '--prot', '1'])).toEqual([`Unknown option '--prot'.`]);
  });

  it('asks for help with -h and --help, whatever else is wrong', () => {
    expect([faultsOf(['-h']), faultsOf(['--help', '--port', 'x'])]).toEqual(['help', 'help']);
  });
});

describe('helpOf', () => {
  it('lists every setting with its names, meaning and preset', () => {
    expect(helpOf(command)).toBe(
      [
        'Usage: serve NAME',
        '',
        'Serves.',
        '',
        '  --name                       what',
        '  --port (or PORT)             port to listen on; 0 takes a free one [4000]',
        '  MOST                         how many [5]',
        '  --open (or OPEN)             whether [no]',
        '  --check                      only look',
        '  --config (or MOTCUA_CONFIG)  file of settings, behind the command line and the environment [motcua.yaml, if there]',
        '  --print-config               prints all settings and where each comes from, without secrets',
        '',
      ].join('\n'),
    );
  });
});
