import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process that a test has started. */
export interface Child {
  readonly process: ChildProcess;
  /** All that it has said so far. */
  said(): string;
  /** Waits until it says this; rejects where it ends before. */
  says(what: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, or the signal that ended it, once it has ended. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts a program as an operator would: with nothing of jest in its environment. */
export function startChild(
  program: string,
  args: readonly string[],
  {
    cwd,
    env = {},
  }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Child {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null,
  );
  return {
    process: child,
    said: () => text,
    ended,
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = what.exec(text);
          if (found === null) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void ended.then((code) => {
          reject(new Error(`it ended (${String(code)}) without saying ${String(what)}: ${text}`));
        });
      }),
  };
}
