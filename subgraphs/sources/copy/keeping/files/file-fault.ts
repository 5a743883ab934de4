import { saysBroken } from '../../../dialects/duckdb/broken-file.ts';
import { CopyFault } from '../copy-fault.ts';

/** What writing the file met, in the words of whoever can mend it. */
export function fileFault(file: string, cause: unknown): CopyFault {
  const [said = ''] = String((cause as Partial<Error>).message ?? cause).split('\n');
  return new CopyFault(`${file}: ${whyOf(said)}`, { cause, isBroken: saysBroken(cause) });
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
