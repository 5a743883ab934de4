import { workingDaysOfYear } from './calendar.ts';
import { type Generation, receivedOn } from './loads.ts';
import { firstOffices, type Office, offices } from './offices.ts';
import { createRandom } from './random.ts';
import type { Link } from '../truth/truth.ts';

/** Of so many of the Centre's dossiers another office has a leg, or two have one. */
const SHARE = 0.15;

/** Those that are linked with the Centre; Cái Nước's product has no column for links. */
const partners = firstOffices.filter(({ layout }) => !['trung-tam', 'cai-nuoc'].includes(layout));

/**
 * What belongs together of one working day's dossiers (hồ sơ liên thông): one request, a leg at the Centre and a leg or two at
 * other offices, received on the same day. Each leg knows the others at the Centre's end, so that links lead back.
 */
export function linksOfDay(
  place: number,
  { seed, scale }: Generation,
): (office: Office, numberOfDay: number) => readonly Link[] {
  const [centre] = offices;
  const day = workingDaysOfYear[place] ?? '';
  const links = new Map<string, Link[]>();
  const received = new Map(partners.map((office) => [office, receivedOn(office, place, scale)]));
  const random = createRandom(seed, 'links', place);
  const legs = centre === undefined ? 0 : receivedOn(centre, place, scale);
  for (let leg = 1; leg <= legs && centre !== undefined; leg += 1) {
    if (!random.chance(SHARE)) continue;
    const first = random.int(partners.length);
    for (let other = 0; other < 1 + random.int(2); other += 1) {
      const office = partners[(first + other) % partners.length];
      const count = office === undefined ? 0 : (received.get(office) ?? 0);
      if (office === undefined || count === 0) continue;
      const numberOfDay = 1 + random.int(count);
      // A dossier is a leg of one request.
      if (links.has(keyOf(office, numberOfDay))) continue;
      add(links, keyOf(centre, leg), { layout: office.layout, day, numberOfDay });
      add(links, keyOf(office, numberOfDay), { layout: centre.layout, day, numberOfDay: leg });
    }
  }
  return (office, numberOfDay) => links.get(keyOf(office, numberOfDay)) ?? [];
}

function add(links: Map<string, Link[]>, key: string, link: Link): void {
  const its = links.get(key) ?? [];
  links.set(key, [...its, link]);
}

function keyOf({ file }: Office, numberOfDay: number): string {
  return `${file}/${numberOfDay}`;
}
