import { randomBytes } from 'node:crypto';
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildPart } from '../child-distributed.ts';
import { MOODS } from './tcp-proxy.ts';
import type { ChaosOffices } from './offices.ts';

/** Something that goes wrong, and how it is set right. */
export interface Fault {
  readonly name: string;
  /**
   * Plain protocols carry no checksum: a garbled value is none that a client could know. Nor is an answer of MySQL's that comes
   * twice, for it tells neither its question nor its length.
   */
  readonly garbles: boolean;
  begin(): Promise<void> | void;
  mend(): Promise<void> | void;
}

/** What befalls a subgraph's process. */
export function partFaultsOf(part: ChildPart): readonly Fault[] {
  return [
    {
      name: 'subgraph killed',
      garbles: false,
      begin: () => part.kill(),
      mend: () => part.start(),
    },
    {
      name: 'subgraph frozen',
      garbles: false,
      begin() {
        part.process.kill('SIGSTOP');
      },
      mend() {
        part.process.kill('SIGCONT');
      },
    },
  ];
}

/** Every fault of the sources. */
export function faultsOf({ proxies, demo }: ChaosOffices): readonly Fault[] {
  const ways = (['postgres', 'mysql'] as const).flatMap((client): Fault[] => {
    const proxy = proxies[client];
    return [
      ...MOODS.map((mood) => ({
        name: `${client} ${mood}`,
        garbles: mood === 'corrupt' || (mood === 'flood' && client === 'mysql'),
        begin() {
          proxy.behave(mood);
        },
        mend() {
          proxy.behave('pass');
        },
      })),
      { name: `${client} down`, garbles: false, begin: () => proxy.down(), mend: () => proxy.up() },
    ];
  });
  const file = join(demo, 'ca-mau.db');
  const away = `${file}.away`;
  const put = (name: string, trouble: () => void): Fault => ({
    name: `sqlite ${name}`,
    garbles: false,
    begin() {
      renameSync(file, away);
      trouble();
    },
    mend() {
      rmSync(file, { force: true });
      renameSync(away, file);
    },
  });
  return [
    ...ways,
    put('removed', () => undefined),
    put('garbled', () => {
      writeFileSync(file, randomBytes(65_536));
    }),
    put('replaced by its copy', () => {
      copyFileSync(away, file);
    }),
  ];
}
