import { describe, expect, it } from '@jest/globals';
import { gatewaySettings } from '../../../gateway/config.ts';
import { readCommand } from '../../../service/settings/arguments.ts';
import { readConfig } from '../../../service/settings/config.ts';

describe('the gateway’s settings', () => {
  it('listen on loopback and forward the authorization header unless told otherwise', () => {
    const config = readConfig(gatewaySettings, { supergraph: 's.graphql' });

    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      forwardHeaders: ['authorization'],
      introspection: true,
      subgraphUrls: new Map(),
    });
  });

  it('know production by the name that Node’s tools have for it', () => {
    const command = { usage: '', about: '', settings: gatewaySettings };
    const argv = ['--supergraph', 's.graphql', '--query-plans', 'yes'];

    const read = [{}, { NODE_ENV: 'test' }, { NODE_ENV: 'production' }].map((env) =>
      readCommand(command, argv, env),
    );

    expect(read).toMatchObject([
      { queryPlans: true, production: false },
      { queryPlans: true, production: false },
      { queryPlans: true, production: true },
    ]);
  });

  it('take lists as people write them', () => {
    const config = readConfig(gatewaySettings, {
      supergraph: 's.graphql',
      forwardHeaders: 'Authorization, X-Tenant',
      subgraphUrls: 'vic=http://a:1/graphql?x=1,onestop=https://b/graphql',
    });

    expect(config.forwardHeaders).toEqual(['authorization', 'x-tenant']);
    expect([...config.subgraphUrls]).toEqual([
      ['vic', 'http://a:1/graphql?x=1'],
      ['onestop', 'https://b/graphql'],
    ]);
  });

  it.each([
    'content-length',
    'Connection',
    'transfer-encoding',
    'host',
    'content-type',
    'accept-encoding',
    'x-request-id',
    'a:b',
  ])('refuse to forward %s', (name) => {
    const forwardHeaders = `authorization, ${name}`;

    expect(() => readConfig(gatewaySettings, { supergraph: 's.graphql', forwardHeaders })).toThrow(
      `--forward-headers (or FORWARD_HEADERS) cannot be “${forwardHeaders}”: give names of headers, separated by commas, without those that the gateway sets itself, such as host or x-request-id.`,
    );
  });

  it('name what is wrong', () => {
    expect(() => readConfig(gatewaySettings, { subgraphUrls: 'vic', engine: 'fast' })).toThrow(
      [
        '--supergraph (or SUPERGRAPH_FILE) is missing: give the path of a composed supergraph (.graphql).',
        '--subgraph-urls (or SUBGRAPH_URLS) cannot be “vic”: give name=url pairs, separated by commas.',
        '--engine (or ENGINE) cannot be “fast”: give stock or compiled.',
      ].join('\n'),
    );
  });
});
