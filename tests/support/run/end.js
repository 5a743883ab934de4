import { rmSync } from 'node:fs';

/** After all suites. */
export default function end() {
  rmSync(process.env['TEST_SHARED_DIR'], { recursive: true, force: true });
}
