import { describe, expect, it } from '@jest/globals';
import { assertSafeStart, insecure, isLoopback } from '../../../../service/settings/safe-start.ts';
import { createLog } from '../../../../service/log.ts';

function start(given: Partial<Parameters<typeof assertSafeStart>[0]>): readonly string[] {
  const lines: string[] = [];
  const log = createLog({
    service: 'test',
    level: 'warn',
    destination: { write: (line) => lines.push(line) },
  });
  const usual = { host: '127.0.0.1', real: false, guarded: false, insecure: false };
  assertSafeStart({ ...usual, missing: '--identity', ...given }, log);
  return lines;
}

describe('a start', () => {
  it('is safe over the demo on this host alone, and where it is known who asks', () => {
    expect(start({})).toEqual([]);
    expect(start({ host: '0.0.0.0', real: true, guarded: true })).toEqual([]);
  });

  it.each([
    [{ host: '0.0.0.0' }, '0.0.0.0 is not this host alone'],
    [{ host: 'graph.camau.gov.vn' }, 'graph.camau.gov.vn is not this host alone'],
    [{ real: true }, 'the data is not the demo’s'],
    [{ host: '::', real: true }, ':: is not this host alone and the data is not the demo’s'],
  ])('is refused in one line that names what is missing: %j', (given, why) => {
    const message = `Nobody would be asked who they are, and ${why}: give --identity, or --insecure (or INSECURE=yes).`;

    expect(() => start(given)).toThrow(message);
  });

  it('is made all the same where that is asked for, and says so each time', () => {
    const [line, ...more] = start({ host: '0.0.0.0', real: true, insecure: true });

    expect(line).toContain('INSECURE');
    expect(line).toContain('as “anonymous”, and sees what the policy (--policy) shows that role');
    expect(line).toContain('"level":"warn"');
    expect(more).toEqual([]);
  });

  it('is asked for by a switch or by a word', () => {
    expect(['true', 'yes', 'no'].map((given) => insecure.parse(given))).toEqual([
      true,
      true,
      false,
    ]);
    expect(insecure.parse(undefined)).toBe(false);
  });

  it('knows the addresses that nobody else can reach', () => {
    const hosts = [
      'localhost',
      '127.0.0.1',
      '127.1.2.3',
      '::1',
      '0.0.0.0',
      '::',
      '10.0.0.1',
      '127.0.0.1.evil.vn',
    ];

    expect(hosts.filter(isLoopback)).toEqual(['localhost', '127.0.0.1', '127.1.2.3', '::1']);
  });
});
