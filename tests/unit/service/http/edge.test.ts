import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { isAllowedHost } from '../../../../service/http/entry/allowed-host.ts';
import { clientOf } from '../../../../service/http/entry/client.ts';
import { LogLimit } from '../../../../service/log-limit.ts';
import { createSecretCheck } from '../../../../service/http/entry/subgraph-secret.ts';

describe('isAllowedHost', () => {
  it.each([
    ['localhost:4000', [], true],
    ['127.0.0.1:4000', [], true],
    ['[::1]:4000', [], true],
    ['192.168.1.7', [], true],
    ['onestop:4003', [], true],
    ['graph.localhost', [], true],
    [undefined, [], true],
    ['evil.example', [], false],
    ['evil.example:4000', [], false],
    ['127.0.0.1.evil.example', [], false],
    ['a:b:c', [], false],
    ['', [], false],
    ['Graph.CaMau.gov.vn.:443', ['graph.camau.gov.vn'], true],
    ['x.graph.camau.gov.vn', ['graph.camau.gov.vn'], false],
    ['onestop.ns.svc.cluster.local', ['*.svc.cluster.local'], true],
    ['svc.cluster.local.evil.example', ['*.svc.cluster.local'], false],
    ['evil.example', ['*'], true],
  ] as const)('of “%s” with %j is %s', (header, allowed, expected) => {
    expect(isAllowedHost(header, allowed)).toBe(expected);
  });
});

describe('clientOf', () => {
  const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
    ({ headers, socket: { remoteAddress } }) as unknown as IncomingMessage;

  it('is the address of the connection, of IPv6 the network', () => {
    const clients = [
      '10.0.0.7',
      '::ffff:10.0.0.7',
      '2001:db8:1:2:3:4:5:6',
      '2001:db8:1:2::9',
      '::1',
    ];

    expect(clients.map((address) => clientOf(from(address)))).toEqual([
      '10.0.0.7',
      '10.0.0.7',
      '2001:db8:1:2::/64',
      '2001:db8:1:2::/64',
      '0:0:0:0::/64',
    ]);
  });

  it('is what the nearest proxy has written, where it is told of one, and never what its client wrote before', () => {
    const request = from('10.0.0.1', { 'x-forwarded-for': '1.1.1.1, 2.2.2.2' });

    expect(clientOf(request, 'x-forwarded-for')).toBe('2.2.2.2');
    expect(clientOf(request)).toBe('10.0.0.1');
    expect(clientOf(from('10.0.0.1'), 'x-forwarded-for')).toBe('10.0.0.1');
  });
});

describe('the bound of log lines', () => {
  it('leaves out what one cause says beyond it within a minute, and says how much that was', () => {
    let now = 0;
    const limit = new LogLimit(() => now);

    const told = Array.from({ length: 50 }, () => limit.judge('a source does not answer'));
    const other = limit.judge('another cause');
    now = 60_000;

    expect(told.filter((verdict) => verdict === 'write')).toHaveLength(20);
    expect(told.filter((verdict) => verdict === 'leave out')).toHaveLength(30);
    expect(other).toBe('write');
    expect(limit.judge('a source does not answer')).toEqual({ leftOut: 30 });
    expect(limit.judge('another cause')).toBe('write');
  });
});

describe('the secret of a subgraph', () => {
  it('lets its gateway in and nobody else', () => {
    const check = createSecretCheck('0123456789abcdef');

    expect(() => {
      check({ 'x-subgraph-secret': '0123456789abcdef' });
    }).not.toThrow();
    for (const headers of [{}, { 'x-subgraph-secret': '0123456789abcdeg' }]) {
      expect(() => {
        check(headers);
      }).toThrow('gateway alone');
    }
  });
});
