import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { logMasked, present } from '../../../../service/graphql/error-plugin.ts';
import type { Exchange } from '../../../../service/http/exchange.ts';
import { createLog } from '../../../../service/log.ts';

const exchange: Exchange = {
  client: '127.0.0.1',
  requestId: 'r1',
  language: 'en',
  headers: {},
  signal: new AbortController().signal,
  deadlineMs: 1_000,
  startedAt: 0,
  told: {},
};

describe('a request with thousands of errors', () => {
  it('tells the log the first few that are masked and how many more there are', () => {
    const lines: Record<string, unknown>[] = [];
    const log = createLog({
      service: 'test',
      level: 'info',
      destination: { write: (line) => lines.push(JSON.parse(line)) },
    });
    const errors = Array.from({ length: 5_000 }, (_, row) => {
      const code = row % 2 === 0 ? 'INTERNAL_SERVER_ERROR' : 'DATABASE_TIMEOUT';
      return new GraphQLError('x', { path: ['rows', row], extensions: { code } });
    });

    logMasked(errors, exchange, log);

    expect(lines.map(({ path, more }) => path ?? more)).toEqual([
      ...['rows.0', 'rows.2', 'rows.4', 'rows.6', 'rows.8'],
      2_495,
    ]);
  });

  it('notes each code once', () => {
    const errors = Array.from({ length: 5_000 }, (_, row) => ({
      message: 'x',
      extensions: { code: row % 2 === 0 ? 'INTERNAL' : 'DATABASE_TIMEOUT' },
    }));

    const presented = present(errors, exchange);

    expect(presented).toHaveLength(5_000);
    expect(exchange.told.codes).toEqual(['INTERNAL', 'DATABASE_TIMEOUT']);
  });
});
