import { saysBroken } from '../../dialects/duckdb/broken-file.ts';
import type { FileWriter } from '../../dialects/duckdb/writer.ts';

/** Why a copy cannot be written, for whoever runs the program. */
export class CopyFault extends Error {
  override readonly name = 'CopyFault';
}

/** Whether the copy could not be written because of what already stands in its file. */
export function isBroken(error: unknown): boolean {
  return error instanceof CopyFault && saysBroken(error.cause);
}

/** What writing the file met, in the words of whoever can mend it. */
export function copyFault(file: string, cause: unknown): CopyFault {
  if (cause instanceof CopyFault) return cause;
  const [said = ''] = String((cause as Partial<Error>).message ?? cause).split('\n');
  return new CopyFault(`${file}: ${whyOf(said)}`, { cause });
}

function whyOf(said: string): string {
  if (/set lock|conflicting lock/iu.test(said)) {
    const [, holder] = /\bPID (\d+)/u.exec(said) ?? [];
    const who = holder === undefined ? 'another process' : `another process (${holder})`;
    return `${who} is copying this source: wait until it is done, or stop it`;
  }
  if (/no space|too large|ENOSPC|EDQUOT|EFBIG|quota/iu.test(said))
    return 'there is no room on the disk: make some and copy again, which goes on from here; the copy before is read meanwhile';
  if (/permission|read-only|EACCES|EROFS|EPERM/iu.test(said))
    return 'this user may not write there: see to the folder’s rights, or name another folder (COPY_DIR)';
  if (/out of memory/iu.test(said)) return 'the memory does not suffice: allow more (COPY_MEMORY)';
  return `the file cannot be written (${said})`;
}

/** The same writer, which throws a `CopyFault` for all that it meets. */
export function tellingFaults(file: string, writer: FileWriter): FileWriter {
  const told = async <T>(written: Promise<T>): Promise<T> => {
    try {
      return await written;
    } catch (cause) {
      throw copyFault(file, cause);
    }
  };
  return {
    table: (name, columns) => told(writer.table(name, columns)),
    append: (table, rows) => told(writer.append(table, rows)),
    commit: () => told(writer.commit()),
    query: (sql, values) => told(writer.query(sql, values)),
    close: () => told(writer.close()),
    abandon: () => {
      writer.abandon();
    },
  };
}
