import {
  type Filters,
  type Language,
  MEASURES,
  misreadIn,
  readAddress,
  REPORT_ROWS,
  writeAddress,
} from './address.ts';
import type { Place } from './asking/answer.ts';
import { type Asker, operationOf } from './asking/ask.ts';
import { banner } from './elements/banner.ts';
import { Card } from './elements/card.ts';
import type * as Charting from './charting.ts';
import { Counting } from './asking/counting.ts';
import { periodOf } from './days.ts';
import { choice, element, keepingFocus } from './elements/dom.ts';
import { figures } from './elements/figures.ts';
import { filterBar, officesOf } from './elements/filter-bar.ts';
import { formatOf } from './words/format.ts';
import { pageHeader } from './elements/page-header.ts';
import { PARTS } from './parts/all.ts';
import type { Asked, Part, Picture, View } from './parts/part.ts';
import { askPlace, proceduresOf, yearsOf } from './asking/place.ts';
import { lackingIn, lastDayOf, linesOf } from './asking/sources.ts';
import { applyTheme, currentTheme } from './elements/theme.ts';
import { Who } from './asking/who.ts';
import { WORDS, type Words } from './words/words.ts';

/** What the gateway has written into the page. */
interface Options {
  readonly endpoint: string;
  readonly explorer?: string;
  readonly actors?: readonly string[];
  /** Where the charting library is, and what its authors and others want passed on. */
  readonly charting: string;
  readonly licences: string;
}

const options = JSON.parse(document.querySelector('#options')?.textContent ?? '{}') as Options;
const { endpoint, explorer, actors = [] } = options;
/** Comes after the page, which says what it can without it. */
const charting = import(options.charting) as Promise<typeof Charting>;
const who = new Who(actors);
const counting = new Counting();

const header = element('header');
const bar = element('div');
const told = element('div');
const summary = element('div');
const grid = element('div', { className: 'cards' });
const footer = element('footer');

let filters = readAddress(location.search);
let place: Place | null = null;
let cards: ReadonlyMap<Part, Card> = new Map();
let underWay = new AbortController();

const languageNow = (): Language =>
  filters.lang || (navigator.language.toLowerCase().startsWith('vi') ? 'vi' : 'en');

/** Asks in the place of whatever was asked before. */
function asker(): Asker {
  underWay.abort();
  underWay = new AbortController();
  return { endpoint, token: who.token, language: languageNow(), signal: underWay.signal };
}

/** Today as the reader's clock has it. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const asOfNow = (): string => lastDayOf(place?.years?.sources ?? [], today());

/** Years that have come, last first: a rotten date lies in any. */
function yearsNow(): readonly number[] {
  const last = Number(asOfNow().slice(0, 4));
  const years = yearsOf(place?.years).filter((year) => year <= last);
  return years.length > 0 ? years : [last];
}

function periodNow(): readonly [from: string, to: string] {
  const [year = 0] = yearsNow();
  return filters.from === '' ? periodOf(year) : [filters.from, filters.to];
}

/** Those that the address names and the graph has: a link outlives an office. */
function chosenOffices(): readonly string[] {
  const known = place?.oneStopOffices;
  return filters.offices.filter((named) => known?.some(({ code }) => code === named) ?? true);
}

/** Codes of the offices that are asked; null: all. */
function officesNow(): readonly string[] | null {
  const chosen = chosenOffices();
  if (chosen.length > 0) return chosen;
  if (filters.level === '') return null;
  return officesOf(place?.oneStopOffices ?? [], filters.level).map(({ code }) => code);
}

function change(changed: Partial<Filters>): void {
  filters = { ...filters, ...changed };
  history.pushState(null, '', `${location.pathname}${writeAddress(filters)}`);
  if (changed.lang === undefined) showFilters();
  else build();
  void count();
}

/** The page in the language of now, before anything is counted. */
function build(): void {
  const language = languageNow();
  const words = WORDS[language];
  document.documentElement.lang = language;
  document.title = words.title;
  keepingFocus(header, () => {
    header.replaceChildren(
      ...pageHeader({
        words,
        language,
        who,
        actors,
        explorer,
        changeLanguage: (lang) => {
          change({ lang });
        },
        changeWho: () => {
          void start();
        },
        changeTheme: () => {
          for (const card of cards.values()) void card.draw();
        },
      }),
    );
  });
  cards = new Map(
    PARTS.map((part) => [
      part,
      new Card({
        part,
        words,
        language,
        charting,
        explorer,
        format: formatOf(language),
        choices: choicesOf(part, words),
      }),
    ]),
  );
  grid.replaceChildren(...[...cards.values()].map((card) => card.element));
  footer.replaceChildren(element('a', { href: options.licences }, words.licences));
  showFilters();
}

/** What can be chosen of one picture alone. */
function choicesOf({ name }: Part, words: Words): readonly HTMLElement[] {
  if (name === 'districts')
    return [
      choice(
        words.measure,
        MEASURES.map((measure) => [measure, words.measures[measure]] as const),
        filters.measure,
        (chosen) => {
          change({ measure: MEASURES.find((one) => one === chosen) ?? filters.measure });
        },
      ),
    ];
  if (name === 'report')
    return [
      choice(
        words.reportBy,
        REPORT_ROWS.map((rows) => [rows, words.reportRows[rows]] as const),
        filters.by,
        (chosen) => {
          change({ by: REPORT_ROWS.find((one) => one === chosen) ?? filters.by });
        },
      ),
    ];
  return [];
}

function showFilters(): void {
  const language = languageNow();
  keepingFocus(bar, () => {
    bar.replaceChildren(
      filterBar({
        filters: { ...filters, offices: chosenOffices() },
        change,
        words: WORDS[language],
        format: formatOf(language),
        period: periodNow(),
        years: yearsNow(),
        offices: place?.oneStopOffices ?? [],
        fields: place?.procedureFields?.nodes ?? [],
      }),
    );
  });
}

/** Tells what is wrong, and shows no pictures. */
function refuse(lines: readonly string[], retry?: () => void): void {
  const words = WORDS[languageNow()];
  grid.hidden = true;
  summary.replaceChildren();
  told.replaceChildren(banner('wrong', lines, retry && { text: words.again, run: retry }));
}

/** Asks what has to be known first, as whoever looks now; then counts. */
async function start(): Promise<void> {
  counting.forget();
  const words = WORDS[languageNow()];
  waitFor(PARTS);
  try {
    const { data, errors } = await askPlace(asker());
    const refused = errors.find(
      ({ path: [first] = ['years'], extensions }) =>
        first === 'years' && extensions?.code !== 'TOO_FEW',
    );
    place = refused ? null : data;
    showFilters();
    if (refused) {
      const { message, extensions: { code = '' } = {} } = refused;
      if (code.startsWith('FORBIDDEN')) refuse([words.noData, message, words.noDataAdvice]);
      else refuse([message], () => void start());
      return;
    }
  } catch (error) {
    failed(error, () => void start());
    return;
  }
  await count();
}

async function count(): Promise<void> {
  if (place === null) return;
  const words = WORDS[languageNow()];
  try {
    const asking = asker();
    const asked = await askedNow(asking);
    if (typeof asked === 'string') {
      refuse([asked]);
      return;
    }
    waitFor(counting.changed(asked));
    await counting.count(asked, asking);
    show(asked, words);
  } catch (error) {
    failed(error, () => void count());
  }
}

/** What the filters ask of the graph; a sentence where that cannot be asked. */
async function askedNow(asking: Asker): Promise<Asked | string> {
  const words = WORDS[languageNow()];
  const offices = officesNow();
  if (offices?.length === 0) return words.noOffice;
  const field = place?.procedureFields?.nodes.find(({ code }) => code === filters.field);
  const procedures = field ? await proceduresOf(field, asking) : null;
  if (field && procedures === null) return words.tooManyProcedures;
  const [from, to] = periodNow();
  return { offices, procedures, from, to, asOf: asOfNow(), by: filters.by };
}

/** Filters of the address that do not count, since there is nothing that they name. */
function misreadNow(): readonly string[] {
  const fields = place?.procedureFields?.nodes;
  const isKnown =
    filters.field === '' || (fields?.some(({ code }) => code === filters.field) ?? true);
  const lost = [
    ...(chosenOffices().length < filters.offices.length ? ['office'] : []),
    ...(isKnown ? [] : ['field']),
  ];
  return [...new Set([...misreadIn(location.search), ...lost])];
}

function waitFor(parts: readonly Part[]): void {
  for (const part of parts) cards.get(part)?.wait();
}

function show(asked: Asked, words: Words): void {
  const language = languageNow();
  const format = formatOf(language);
  const offices = place?.oneStopOffices ?? [];
  const view: View = { asked, filters, offices, words, format };
  const { answer } = counting;
  const shown = PARTS.map((part) => ({ part, picture: part.show(answer, view) }));
  const sources = shown.flatMap(({ picture }) => picture?.sources ?? []);
  const lacking = lackingIn([sources]);
  const all = new Set(sources.map(({ source }) => source)).size;
  const misread = misreadNow();
  const lines = [
    ...(misread.length > 0 ? [words.misread(misread.join(', '))] : []),
    ...linesOf(lacking, words, format),
  ];
  grid.hidden = false;
  told.replaceChildren(...(lines.length > 0 ? [banner('lacking', lines)] : []));
  summary.replaceChildren(
    figures(answer, words, format),
    element(
      'p',
      { className: 'about' },
      `${words.answered(all - lacking.missing.length, all)} · ${words.asOf(format.day(asked.asOf))}`,
    ),
  );
  const filterLines = [filterLine(asked, words)];
  for (const { part, picture } of shown)
    cards.get(part)?.show({
      picture,
      refusals: refusalsOf(part, picture, words),
      operation: operationOf(`${part.name.slice(0, 1).toUpperCase()}${part.name.slice(1)}`, [
        part.ask(asked),
      ]),
      filters: filterLines,
    });
}

/** Why a picture lacks what it lacks. What may not be told is said by the picture itself, as far as there is one. */
function refusalsOf(part: Part, picture: Picture | null, words: Words): readonly string[] {
  return counting.errorsOf(part).flatMap(({ message, extensions }) => {
    if (extensions?.code !== 'TOO_FEW') return [message];
    return picture === null ? [words.tooFew] : [];
  });
}

/** The filters in a line, for a picture that is passed on. */
function filterLine({ from, to, asOf }: Asked, words: Words): string {
  const format = formatOf(languageNow());
  const offices = place?.oneStopOffices ?? [];
  const field = place?.procedureFields?.nodes.find(({ code }) => code === filters.field);
  const names = chosenOffices().map((code) => {
    const office = offices.find((one) => one.code === code);
    return office ? format.office(office.name) : code;
  });
  return [
    `${format.day(from)} – ${format.day(to)}`,
    filters.level && (words.levels[filters.level] ?? filters.level),
    names.join(', '),
    field?.name ?? '',
    words.asOf(format.day(asOf)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Says that the graph could not be asked; what was given up for something newer is nothing to say. */
function failed(error: unknown, retry: () => void): void {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  const words = WORDS[languageNow()];
  refuse([words.unreachable], retry);
}

applyTheme(currentTheme());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  applyTheme(currentTheme());
  for (const card of cards.values()) void card.draw();
});
addEventListener('popstate', () => {
  filters = readAddress(location.search);
  build();
  void count();
});
document.body.append(header, element('main', {}, bar, told, summary, grid), footer);
build();
await start();
