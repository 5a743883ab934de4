import type { Office, ProcedureField } from '../asking/answer.ts';
import { type Filters, LEVELS } from '../address.ts';
import { periodOf } from '../days.ts';
import { choice, element } from './dom.ts';
import type { Format } from '../words/format.ts';
import type { Words } from '../words/words.ts';

export interface FilterBarOptions {
  readonly filters: Filters;
  /** First and last day that are shown now. */
  readonly period: readonly [from: string, to: string];
  /** Last first. */
  readonly years: readonly number[];
  readonly offices: readonly Office[];
  readonly fields: readonly ProcedureField[];
  readonly words: Words;
  readonly format: Format;
  readonly change: (changed: Partial<Filters>) => void;
}

/** Years of which each quarter can be chosen too. */
const BY_QUARTER = 3;
const QUARTERS = [1, 2, 3, 4] as const;
const NO_FILTER: Partial<Filters> = { offices: [], level: '', field: '', from: '', to: '' };

/** The controls that choose what is counted. */
export function filterBar(options: FilterBarOptions): HTMLElement {
  const { filters, offices, fields, words, change } = options;
  const levels = LEVELS.filter((level) => offices.some((office) => office.level === level));
  const bar = element(
    'form',
    { className: 'filters' },
    ...periodControls(options),
    choice(
      words.level,
      [['', words.all], ...levels.map((level) => [level, words.levels[level] ?? level] as const)],
      filters.level,
      (level) => {
        change({ level, offices: [] });
      },
    ),
    officeControl(options),
    choice(
      words.field,
      [['', words.all], ...fields.map(({ code, name }) => [code, name] as const)],
      filters.field,
      (field) => {
        change({ field });
      },
    ),
    element(
      'button',
      {
        type: 'button',
        onclick: () => {
          change(NO_FILTER);
        },
      },
      words.reset,
    ),
  );
  bar.setAttribute('aria-label', words.filters);
  bar.onsubmit = (event) => {
    event.preventDefault();
  };
  return bar;
}

/** Offices of a level; those whose level nobody can read belong to any. */
export function officesOf(offices: readonly Office[], level: string): readonly Office[] {
  return level === ''
    ? offices
    : offices.filter((office) => office.level === level || office.level === null);
}

function periodControls({
  period,
  years,
  words,
  change,
}: FilterBarOptions): readonly HTMLElement[] {
  const named = years.flatMap((year, place) => [
    { text: words.year(year), days: periodOf(year) },
    ...(place < BY_QUARTER
      ? QUARTERS.map((quarter) => ({
          text: words.quarter(quarter, year),
          days: periodOf(year, quarter),
        }))
      : []),
  ]);
  const [from, to] = period;
  const day = (label: string, value: string, changed: (day: string) => Partial<Filters>) => {
    const input = element('input', { type: 'date', value, required: true });
    input.onchange = () => {
      if (input.value !== '') change(changed(input.value));
    };
    return element('label', { className: 'choice' }, element('span', {}, label), input);
  };
  const known = named.some(({ days }) => days.join() === period.join());
  return [
    choice(
      words.period,
      [
        ...named.map(({ text, days }) => [days.join(), text] as const),
        ...(known ? [] : [[period.join(), words.ownPeriod] as const]),
      ],
      period.join(),
      (days) => {
        const [first = from, last = to] = days.split(',');
        change({ from: first, to: last });
      },
    ),
    day(words.from, from, (first) => ({ from: first, to: first > to ? first : to })),
    day(words.to, to, (last) => ({ from: last < from ? last : from, to: last })),
  ];
}

function officeControl({ filters, offices, words, format, change }: FilterBarOptions): HTMLElement {
  const offered = officesOf(offices, filters.level);
  const chosen = new Set(filters.offices);
  const boxes = offered.map((office) => {
    const box = element('input', { type: 'checkbox', checked: chosen.has(office.code) });
    box.onchange = () => {
      if (box.checked) chosen.add(office.code);
      else chosen.delete(office.code);
      summary.textContent = textOf();
    };
    return element('label', {}, box, format.office(office.name));
  });
  const textOf = (): string => {
    const [first] = chosen;
    if (first === undefined) return words.all;
    const one = offices.find(({ code }) => code === first);
    return chosen.size === 1 && one ? format.office(one.name) : words.officesChosen(chosen.size);
  };
  const summary = element('summary', {}, textOf());
  const menu = element('details', { className: 'menu' }, summary, element('div', {}, ...boxes));
  // Counted once, when the choice is done.
  const close = (): void => {
    if (menu.open) return;
    const now = [...chosen];
    if (now.join() !== filters.offices.join()) change({ offices: now });
  };
  menu.ontoggle = close;
  menu.onkeydown = ({ key }) => {
    if (key !== 'Escape') return;
    menu.open = false;
    summary.focus();
  };
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  });
  return element('div', { className: 'choice' }, element('span', {}, words.offices), menu);
}
