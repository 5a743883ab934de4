import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before all suites: the folder of what they share (`demo-province.ts`), which their processes are told by the environment. */
export default function begin() {
  process.env['TEST_SHARED_DIR'] = mkdtempSync(join(tmpdir(), 'motcua-tests-'));
}
