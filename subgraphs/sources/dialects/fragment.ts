import type { Fragment } from './dialect.ts';

/** Fragments put together as a template: glue`${name('t.a')} > ${value(3)}`. */
export function glue(strings: TemplateStringsArray, ...parts: readonly Fragment[]): Fragment {
  return {
    sql: strings.reduce((sql, string, index) => `${sql}${parts[index - 1]?.sql ?? ''}${string}`),
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

export function name(reference: string): Fragment {
  return { sql: '??', bindings: [reference] };
}

export function value(bound: unknown): Fragment {
  return { sql: '?', bindings: [bound] };
}

/** SQL text of our own, without values. */
export function text(sql: string): Fragment {
  return { sql, bindings: [] };
}

export function list(parts: readonly Fragment[], separator: string): Fragment {
  return {
    sql: parts.map(({ sql }) => sql).join(separator),
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

export const NEVER = text('1 = 0');
