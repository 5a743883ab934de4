import { LRUCache } from 'lru-cache';
import { type ClientName, DatabaseFault } from '../../dialect.ts';

const COMMENT = String.raw`/\*(?:(?!\*/|/\*)[^])*\*/`;
const PLAIN_STRING = `'(?:[^']|'')*'`;
const QUOTED_NAME = `"(?:[^"]|"")*"`;
const BACKTICK_NAME = '`(?:[^`]|``)*`';

/**
 * What a dialect reads as one piece: comments, strings, quoted names. A comment within a comment is none of these, for the
 * dialects disagree about where it ends; nor is anything that is not closed.
 */
const PIECES: Readonly<Record<ClientName, RegExp>> = {
  sqlite: pieces(
    String.raw`--[^\n]*`,
    COMMENT,
    PLAIN_STRING,
    QUOTED_NAME,
    BACKTICK_NAME,
    String.raw`\[[^\]]*\]`,
  ),
  postgres: pieces(String.raw`--[^\n]*`, COMMENT, PLAIN_STRING, QUOTED_NAME),
  mysql: pieces(
    String.raw`(?:#|--\s)[^\n]*`,
    COMMENT,
    String.raw`'(?:[^'\\]|\\[^]|'')*'`,
    String.raw`"(?:[^"\\]|\\[^]|"")*"`,
    BACKTICK_NAME,
  ),
  mssql: pieces(
    String.raw`--[^\n]*`,
    COMMENT,
    PLAIN_STRING,
    QUOTED_NAME,
    String.raw`\[(?:[^\]]|\]\])*\]`,
  ),
};

/** Text that must not be left once the pieces are taken out: a loose quote, a comment's edge, executable comments, `E''`, `$$`. */
const LOOSE: Readonly<Record<ClientName, RegExp>> = {
  sqlite: /['"`]|--|\/\*|\*\/|\0/u,
  postgres: /['"]|--|\/\*|\*\/|\$(?!\d)|\0/u,
  mysql: /['"`#]|--|\/\*|\*\/|\0/u,
  mssql: /['"]|--|\/\*|\*\/|\0/u,
};

/** Each of these writes, locks, runs something or starts another statement (T-SQL needs no `;` between two). */
const FORBIDDEN = new Set(
  (
    'into insert update delete merge truncate create alter drop rename grant revoke deny exec execute call do set reset use ' +
    'declare begin commit rollback save waitfor kill shutdown reconfigure backup restore dbcc bulk load copy lock share ' +
    'updlock xlock tablockx holdlock openrowset openquery opendatasource attach detach pragma vacuum reindex analyze ' +
    'writetext updatetext print raiserror handler install notify listen prepare deallocate'
  ).split(' '),
);

/** Characters of texts that are known to be one single SELECT, of each kind of database: values are bound, so the same ones come again. */
const MOST_KNOWN = 4 * 1024 * 1024;

const known = {
  sqlite: knownTexts(),
  postgres: knownTexts(),
  mysql: knownTexts(),
  mssql: knownTexts(),
} satisfies Record<ClientName, LRUCache<string, true>>;

/** Refuses whatever is not one single SELECT. The second of two locks: the session is read-only already. */
export function assertReadOnly(sql: string, client: ClientName): void {
  // By the text itself: one that is kept has its hash with it, and is not written anew to be looked up.
  if (known[client].get(sql) === true) return;
  if (!isSingleSelect(sql, client)) throw new DatabaseFault('REFUSED');
  known[client].set(sql, true);
}

function knownTexts(): LRUCache<string, true> {
  return new LRUCache({ maxSize: MOST_KNOWN, sizeCalculation: (_true, sql) => sql.length });
}

function isSingleSelect(sql: string, client: ClientName): boolean {
  // MySQL runs what stands in `/*! … */`; PostgreSQL reads backslashes in `E'…'`.
  if (client === 'mysql' && /\/\*M?!/u.test(sql)) return false;
  if (client === 'postgres' && /\be'/iu.test(sql)) return false;
  // A blank keeps words apart where a comment stood between them; a mark stands for a string or a name.
  const code = sql.replace(PIECES[client], (piece) =>
    /^(?:--|#|\/\*)/u.test(piece) ? ' ' : ' @ ',
  );
  if (LOOSE[client].test(code)) return false;
  const statement = code.replace(/;\s*$/u, '');
  if (statement.includes(';')) return false;
  const words = statement.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$#@]*|[()]/gu) ?? [];
  return !words.some((word) => FORBIDDEN.has(word)) && hasOneSelect(words);
}

/** `SELECT …` or `WITH … SELECT …`; outside brackets a further SELECT only joined by a set operator. */
function hasOneSelect(words: readonly string[]): boolean {
  if (words[0] !== 'select' && words[0] !== 'with') return false;
  let depth = 0;
  let selects = 0;
  for (const [index, word] of words.entries()) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (depth < 0) return false;
    if (depth === 0 && word === 'select') {
      const joined = /^(?:union|except|intersect|all|distinct)$/u.test(words[index - 1] ?? '');
      if (selects > 0 && !joined) return false;
      selects += 1;
    }
  }
  return depth === 0 && selects > 0;
}

function pieces(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'), 'gu');
}
