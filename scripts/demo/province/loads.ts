import { workingDaysOfYear } from './calendar.ts';
import { type Desk, type Office, yearlyLoad } from './offices.ts';

export interface Generation {
  readonly seed: number;
  /** 1 is one whole year of all one-stops: 547,500 dossiers. */
  readonly scale: number;
}

/** How many dossiers an office receives in the year. */
export function countOf({ desks }: Office, scale: number): number {
  return desks.reduce((sum, desk) => sum + yearlyLoad(desk, scale), 0);
}

/** How many dossiers a desk has received before a working day; desks are out of step, so that no day gets all of them. */
export function loadsOf(desk: Desk, scale: number): (place: number) => number {
  const yearly = yearlyLoad(desk, scale);
  const shift = (desk.place * 0.618) % 1;
  return (place) => Math.floor((yearly * place) / workingDaysOfYear.length + shift);
}

/** How many dossiers an office receives on a working day, by its place in the year. */
export function receivedOn({ desks }: Office, place: number, scale: number): number {
  return desks.reduce((sum, desk) => {
    const loads = loadsOf(desk, scale);
    return sum + loads(place + 1) - loads(place);
  }, 0);
}
