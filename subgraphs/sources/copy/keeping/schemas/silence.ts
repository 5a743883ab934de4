import { DatabaseFault } from '../../../dialects/dialect.ts';

/** Milliseconds without an answer after which it is asked whether the server answers anything. */
const PATIENCE = 3_000;

/** Milliseconds that a server has for what costs it nothing. */
export const PING_WITHIN = 4_000;

/**
 * Tells a statement that takes long from a server that has fallen silent: of that one the first would wait for all its time, longer
 * than the request may take that could have been answered live. Throws UNREACHABLE in its place where the ping is not answered.
 */
export function unlessSilent(
  ping: () => Promise<unknown>,
): <T>(statement: Promise<T>) => Promise<T> {
  let asked: Promise<boolean> | undefined;

  const isSilent = async (): Promise<boolean> => {
    try {
      await ping();
      return false;
    } catch (error) {
      // One that waits for its turn says nothing.
      return error instanceof DatabaseFault && /^(?:TIMEOUT|UNREACHABLE)$/u.test(error.reason);
    } finally {
      asked = undefined;
    }
  };

  return (statement) =>
    new Promise((resolve, reject) => {
      let isOver = false;
      const look = async (): Promise<void> => {
        asked ??= isSilent();
        if (await asked) reject(new DatabaseFault('UNREACHABLE'));
        else if (!isOver) timer = lookLater();
      };
      const lookLater = (): NodeJS.Timeout => setTimeout(() => void look(), PATIENCE);
      let timer = lookLater();
      statement.then(resolve, reject).finally(() => {
        isOver = true;
        clearTimeout(timer);
      });
    });
}
