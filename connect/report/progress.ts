import type { Surroundings } from '../surroundings.ts';

/** Says what is being done, once it takes long. */
export interface Progress {
  say(what: string): void;
  /** Takes away what stands on the terminal. */
  done(): void;
}

/** What takes less is not worth a word. */
const PATIENCE = 2_000;
/** Milliseconds between two lines where nobody watches. */
const A_LINE = 5_000;

export function createProgress(
  { tell, interactive }: Pick<Surroundings, 'tell' | 'interactive'>,
  now: () => number = Date.now,
): Progress {
  const began = now();
  let said = 0;
  let shown = false;
  return {
    say(what) {
      const at = now();
      if (at - began < PATIENCE) return;
      if (interactive) {
        shown = true;
        tell(`\r\u001B[K${what} …`);
      } else if (at - said >= A_LINE) {
        said = at;
        tell(`${what} …\n`);
      }
    },
    done() {
      if (shown) tell('\r\u001B[K');
      shown = false;
    },
  };
}
