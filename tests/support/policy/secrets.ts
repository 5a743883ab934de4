import type { Asker } from './roles.ts';

/** What fields tell of people. */
export type Tells = 'name' | 'idNumber' | 'phone' | 'address' | 'text' | 'official' | 'procedure';

/** Something that stands in one field of the fixture alone, in the first half of it or the second. */
export interface Secret {
  readonly of: 'dossier' | 'document';
  readonly half: 1 | 2;
  readonly tells: Tells;
  readonly written: string;
}

const HALVES = [1, 2] as const;

/** All of them, as they stand. */
export const secrets: readonly Secret[] = HALVES.flatMap((half) => [
  ...(
    [
      ['name', half === 1 ? 'Văn Đức' : 'Thị Hoa'],
      // What stood there before it was repaired; of the second half nobody asks.
      ...(half === 1
        ? ([
            ['name', 'NguyÔn'],
            ['official', 'B×nh 1'],
          ] as const)
        : []),
      ['idNumber', `38000001${half}`],
      ['phone', `091234561${half}`],
      ['address', `${half} Lý Bôn`],
      ['text', `Khai sinh ${half}`],
      ['text', `Bản sao ${half}`],
      ['official', `Bình ${half}`],
      ['official', `Mai ${half}`],
      ['procedure', `"T${half}"`],
      ['procedure', `LV-${half}`],
      ['procedure', `Tiếp nhận ${half}`],
      ['procedure', `Lệ phí ${half}`],
    ] as const
  ).map(([tells, written]) => ({ of: 'dossier', half, tells, written }) as const),
  { of: 'document', half, tells: 'text', written: `Về việc ${half}` },
  { of: 'document', half, tells: 'official', written: `Dũng ${half}` },
]);

/** Who may see what, as the page says it: dossiers of which halves, and what of them. */
export const MAY: Readonly<Record<Asker, (secret: Secret) => boolean>> = {
  officer: ({ of, half, tells }) => (of === 'dossier' ? half === 1 : tells === 'official'),
  leader: ({ of, half, tells }) => (of === 'dossier' ? half === 1 : tells === 'official'),
  supervisor: ({ half, tells }) => tells === 'official' || (tells === 'procedure' && half === 1),
  inspector: () => true,
  integrator: ({ half, tells }) => tells === 'procedure' && half === 1,
  analyst: () => false,
  auditor: () => false,
  citizen: ({ of, half }) => of === 'dossier' && half === 1,
  anonymous: () => false,
};
