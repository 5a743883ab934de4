import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { agencies, districts } from '../../../scripts/demo/province/agencies.ts';
import { crosswalkFiles } from '../../../scripts/demo/crosswalks.ts';
import { LOADS, offices } from '../../../scripts/demo/province/offices.ts';
import { procedures } from '../../../scripts/demo/province/procedures.ts';
import { countOf } from '../../../scripts/demo/province/loads.ts';
import { writeOffice } from '../../../scripts/demo/truth/records.ts';

describe('the demo province', () => {
  it('has the agencies, users, districts and communes of the brief', () => {
    expect({
      agencies: new Set(agencies.map(({ code }) => code)).size,
      users: agencies.reduce((sum, { users }) => sum + users, 0),
      districts: districts.length,
      communes: districts.flatMap(({ communes }) => communes).length,
    }).toEqual({ agencies: 424, users: 6_700, districts: 9, communes: 101 });
  });

  it.each([
    ['PROVINCE', 1_252, { oneStop: 80, level3: 80, level4: 30 }],
    ['DISTRICT', 233, { oneStop: 70, level3: 70, level4: 20 }],
    ['COMMUNE', 142, { oneStop: 100, level3: 40, level4: 6 }],
  ])('has for the level %s %i procedures, online by cumulative levels', (level, count, shares) => {
    const own = procedures.filter((procedure) => procedure.level === level);
    const share = (wanted: (procedure: (typeof own)[number]) => boolean): number =>
      Math.round((own.filter(wanted).length * 100) / own.length);

    expect(own).toHaveLength(count);
    expect({
      oneStop: share(({ throughOneStop }) => throughOneStop),
      level3: share(({ onlineLevel }) => onlineLevel >= 3),
      level4: share(({ onlineLevel }) => onlineLevel >= 4),
    }).toEqual(shares);
  });

  it('receives at scale 1 what the province counted in a year, at every other scale in that proportion', () => {
    const load = (scale: number): number =>
      offices.reduce((sum, office) => sum + countOf(office, scale), 0);

    expect(load(1)).toBe(LOADS.PROVINCE + LOADS.DISTRICT + LOADS.COMMUNE);
    expect(load(1)).toBe(547_500);
    expect(load(0.01)).toBe(5_475);
  });

  it('is written the same for the same seed, and otherwise for another', () => {
    const [office] = offices.filter(({ file }) => file === 'nam-can');
    const written = (seed: number) => [...writeOffice(office!, { seed, scale: 0.002 })];

    expect(written(1)).toEqual(written(1));
    expect(written(1)).not.toEqual(written(2));
  });

  it.each([...crosswalkFiles()])('has the crosswalk %s as it is committed', (name, text) => {
    const file = new URL(`../../../subgraphs/onestop/sources/${name}`, import.meta.url);

    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
