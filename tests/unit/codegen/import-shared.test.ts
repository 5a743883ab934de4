import { describe, expect, it } from '@jest/globals';
import { importShared } from '../../../scripts/generate/import-shared.ts';

const SHARED = `export type Maybe<T> = T | null;
/** A page. */
export type PageInfo = { end: Maybe<string> };
export type Direction = 'ASC' | 'DESC';
export interface DateScalarConfig { name: 'Date' }
export type Resolvers = { PageInfo?: PageInfo };
`;

describe('importShared', () => {
  it('imports what the shared types declare and what is still named', () => {
    const types = `export type Maybe<T> = T | null;
/** A page. */
export type PageInfo = { end: Maybe<string> };
/** Agencies. */
export type Agencies = { page: PageInfo };
export interface DateScalarConfig { name: 'Date' }
`;

    const own = importShared(types, SHARED, './shared.ts');

    expect(own).toBe(`import type {
  PageInfo,
} from './shared.ts';

/** Agencies. */
export type Agencies = { page: PageInfo };
`);
  });

  it('keeps what lists all types of a schema', () => {
    const types = `export type Resolvers = { Agencies?: string };
`;

    const own = importShared(types, SHARED, './shared.ts');

    expect(own).toContain('export type Resolvers = { Agencies?: string };');
  });
});
