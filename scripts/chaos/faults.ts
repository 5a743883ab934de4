import { randomBytes } from 'node:crypto';
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOODS } from './tcp-proxy.ts';
import type { ChaosOffices } from './offices.ts';

/** Something that goes wrong, and how it is set right. */
export interface Fault {
  readonly name: string;
  /** Plain protocols carry no checksum: a garbled value is none that a client could know. */
  readonly garbles: boolean;
  begin(): Promise<void> | void;
  mend(): Promise<void> | void;
}

/** Every fault of the rotation. */
export function faultsOf({ proxies, demo }: ChaosOffices): readonly Fault[] {
  const ways = (['postgres', 'mysql'] as const).flatMap((client): Fault[] => {
    const proxy = proxies[client];
    return [
      ...MOODS.map((mood) => ({
        name: `${client} ${mood}`,
        garbles: mood === 'corrupt',
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
