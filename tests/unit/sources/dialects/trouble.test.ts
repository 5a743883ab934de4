import { describe, expect, it } from '@jest/globals';
import {
  type ClientName,
  DatabaseFault,
  type Trouble,
} from '../../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../../subgraphs/sources/dialects/index.ts';
import {
  describeTrouble,
  diagnose,
} from '../../../../subgraphs/sources/dialects/shared/running/trouble.ts';

const error = (fields: object): Error => Object.assign(new Error('secret'), fields);

const CASES: readonly (readonly [ClientName, DatabaseFault['reason'], unknown, Trouble])[] = [
  ['postgres', 'UNREACHABLE', error({ code: '28P01' }), 'CREDENTIALS'],
  ['postgres', 'UNREACHABLE', error({ code: '3D000' }), 'DATABASE'],
  ['postgres', 'FAILED', error({ code: '42501' }), 'PERMISSION'],
  ['postgres', 'FAILED', error({ code: '42703' }), 'STATEMENT'],
  ['postgres', 'UNREACHABLE', new Error('The server does not support SSL connections'), 'TLS'],
  ['postgres', 'UNREACHABLE', new Error('timeout exceeded when trying to connect'), 'TIMEOUT'],
  ['mysql', 'UNREACHABLE', error({ code: 'ER_ACCESS_DENIED_ERROR' }), 'CREDENTIALS'],
  ['mysql', 'UNREACHABLE', error({ code: 'ER_BAD_DB_ERROR' }), 'DATABASE'],
  ['mysql', 'FAILED', error({ code: 'ER_TABLEACCESS_DENIED_ERROR' }), 'PERMISSION'],
  [
    'mssql',
    'UNREACHABLE',
    error({ number: 18456, cause: error({ code: 'ELOGIN' }) }),
    'CREDENTIALS',
  ],
  ['mssql', 'UNREACHABLE', error({ number: 4060, cause: error({ code: 'ELOGIN' }) }), 'DATABASE'],
  ['mssql', 'FAILED', error({ number: 229, code: 'EREQUEST' }), 'PERMISSION'],
  ['mssql', 'BUSY', error({ number: 1222, code: 'EREQUEST' }), 'LOCKED'],
  [
    'mssql',
    'UNREACHABLE',
    error({ code: 'ESOCKET', originalError: error({ cause: error({ code: 'ECONNREFUSED' }) }) }),
    'PORT',
  ],
  ['mysql', 'UNREACHABLE', error({ errors: [error({ code: 'ENOTFOUND' })] }), 'HOST'],
  ['sqlite', 'UNREACHABLE', error({ code: 'SQLITE_CANTOPEN_NOENT' }), 'FILE_MISSING'],
  ['sqlite', 'UNREACHABLE', error({ code: 'SQLITE_NOTADB' }), 'FILE_FORM'],
  ['sqlite', 'FAILED', error({ code: 'SQLITE_AUTH' }), 'PERMISSION'],
  ['sqlite', 'BUSY', undefined, 'BUSY'],
];

describe('diagnose', () => {
  it.each(CASES)('finds the cause in what %s says: %s, %s', (client, reason, cause, trouble) => {
    const diagnosis = diagnose(new DatabaseFault(reason, cause), dialects[client].troubles);

    expect(diagnosis.trouble).toBe(trouble);
    expect(describeTrouble(diagnosis)).toMatch(/^.+ — .+$/u);
    expect(describeTrouble(diagnosis)).not.toContain('secret');
  });
});
