import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { fault, faults, isFaultCode, sentence } from '../../../../service/errors/faults.ts';

const PLACEHOLDER = /\{(\w+)\}/g;
const placeholdersIn = (text: string) => [...new Set(text.match(PLACEHOLDER) ?? [])].sort();

describe('fault', () => {
  it('carries its code, its details and the English sentence', () => {
    const error = fault('DATABASE_UNAVAILABLE', { source: 'Năm Căn' });

    expect(error.toJSON()).toEqual({
      message: 'The database of “Năm Căn” cannot be reached at the moment.',
      extensions: { code: 'DATABASE_UNAVAILABLE', details: { source: 'Năm Căn' } },
    });
  });

  it('keeps its cause for the log', () => {
    const cause = new Error('connect ECONNREFUSED');

    const error = fault('DATABASE_UNAVAILABLE', { source: 'NC' }, cause);

    expect(error.originalError).toBe(cause);
  });
});

describe('sentence', () => {
  it('leaves out a detail that is not known', () => {
    expect(sentence('PAGE_TOO_LARGE', 'en', {})).toBe('A page holds at most  rows.');
  });
});

describe('the registry of codes', () => {
  it('speaks of the same details in both languages', () => {
    const unlike = Object.entries(faults).filter(
      ([, { en, vi }]) => placeholdersIn(en).join() !== placeholdersIn(vi).join(),
    );

    expect(unlike).toEqual([]);
  });

  it('is given no reason by a subgraph that is said in one language alone', () => {
    const untold = readdirSync('subgraphs', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const text = readFileSync(`subgraphs/${file}`, 'utf8');
        return (
          text.match(
            /(?:fault\('BAD_(?:USER_INPUT|FILTER)', \{[^}]*reason: |badFilter\([^,()]+, )['`].*/g,
          ) ?? []
        );
      });

    expect(untold).toEqual([]);
  });

  it('is what docs/errors.md lists', () => {
    const documented = readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `(\w+)`/gm);

    expect([...documented].map(([, code]) => code)).toEqual(Object.keys(faults));
  });

  it('holds every code that is thrown, and every code of it is used', () => {
    const sources = ['gateway', 'service', 'subgraphs']
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
          (file) => `${folder}/${file}`,
        ),
      )
      .filter((file) => file.endsWith('.ts') && file !== 'service/errors/faults.ts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const thrown = [...sources.matchAll(/\bfault\(\s*'(\w+)'/g)].map(([, code]) => code);
    // What Apollo Server throws by itself.
    const foreign = [
      'GRAPHQL_PARSE_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'BAD_USER_INPUT',
      'PERSISTED_QUERY_NOT_FOUND',
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ];

    const unknown = thrown.filter((code) => !isFaultCode(code));
    const unused = Object.keys(faults).filter(
      (code) => !foreign.includes(code) && !sources.includes(`'${code}'`),
    );

    expect({ unknown, unused }).toEqual({ unknown: [], unused: [] });
  });
});
