import type { Operation } from '../asking/ask.ts';
import type { Language } from '../address.ts';
import type * as Charting from '../charting.ts';
import { copyText, download, element } from './dom.ts';
import type { Format } from '../words/format.ts';
import type { Look } from '../drawing/look.ts';
import type { Part, Picture } from '../parts/part.ts';
import { tableCsv } from '../drawing/table.ts';
import { lackingIn, linesOf } from '../asking/sources.ts';
import { tableElement } from './table.ts';
import { coloursOfPage } from './theme.ts';
import { withAbove } from '../drawing/titled.ts';
import type { Words } from '../words/words.ts';

/** What a card is told by the page. */
export interface CardOptions {
  readonly part: Part;
  readonly words: Words;
  readonly format: Format;
  readonly language: Language;
  readonly charting: Promise<typeof Charting>;
  /** Where the explorer is; undefined: nowhere. */
  readonly explorer: string | undefined;
  /** Choices of this picture alone. */
  readonly choices: readonly HTMLElement[];
}

/** What is to be shown: the picture, or why there is none, and how it was asked for. */
export interface CardContent {
  readonly picture: Picture | null;
  readonly refusals: readonly string[];
  readonly operation: Operation;
  /** What the filters say, for the picture that is passed on. */
  readonly filters: readonly string[];
}

const NARROW = 520;
const PICTURE_WIDTH = 1_000;

/** A picture with its table, its query and its files. */
export class Card {
  readonly element: HTMLElement;
  readonly #options: CardOptions;
  readonly #chart: HTMLDivElement;
  readonly #notes: HTMLUListElement;
  readonly #table: HTMLDivElement;
  readonly #tablePart: HTMLDetailsElement;
  readonly #query: HTMLDivElement;
  readonly #files: readonly HTMLButtonElement[];
  #content: CardContent | undefined;
  #drawn: Charting.ECharts | undefined;

  constructor(options: CardOptions) {
    const { part, words, choices } = options;
    const { title, about } = words[part.name];
    const id = `${part.name}-title`;
    this.#options = options;
    this.#chart = element('div', { className: 'chart' });
    this.#notes = element('ul', { className: 'notes' });
    this.#table = element('div', { className: 'scroll', tabIndex: 0 });
    this.#query = element('div', { className: 'query' });
    this.#files = [
      element(
        'button',
        {
          type: 'button',
          onclick: () => {
            this.#saveCsv();
          },
        },
        words.csv,
      ),
      element(
        'button',
        {
          type: 'button',
          onclick: () => {
            void this.#savePicture();
          },
        },
        words.picture,
      ),
    ];
    this.#tablePart = element('details', {}, element('summary', {}, words.table), this.#table);
    this.element = element(
      'section',
      { className: 'card', id: part.name, ariaBusy: 'true' },
      element('h2', { id }, title),
      element('p', { className: 'about' }, about),
      ...choices,
      this.#chart,
      this.#notes,
      element('div', { className: 'files' }, ...this.#files),
      this.#tablePart,
      element('details', {}, element('summary', {}, words.query), this.#query),
    );
    this.element.setAttribute('aria-labelledby', id);
    this.#table.setAttribute('role', 'region');
    this.#table.setAttribute('aria-label', `${title}: ${words.table}`);
    this.#allowFiles(false);
    new ResizeObserver(() => {
      void this.draw();
    }).observe(this.#chart);
  }

  /** Says that something is being counted. */
  wait(): void {
    this.element.ariaBusy = 'true';
  }

  show(content: CardContent): void {
    const { words, format, part } = this.#options;
    const { picture, refusals, operation } = content;
    this.#content = content;
    this.element.ariaBusy = 'false';
    this.#allowFiles(isDrawn(picture));
    this.#tablePart.hidden = picture === null;
    this.#query.replaceChildren(...this.#queryElements(operation));
    const notes = [
      ...(picture && !isDrawn(picture) ? [words.nothing] : []),
      ...(picture?.notes ?? []),
      ...refusals,
    ];
    this.#notes.replaceChildren(...[...new Set(notes)].map((note) => element('li', {}, note)));
    this.#table.replaceChildren(
      ...(picture ? [tableElement(picture.table, words[part.name].title, format)] : []),
    );
    void this.draw();
  }

  /** Draws what is shown, as the theme and the width have it now. */
  async draw(): Promise<void> {
    const { charting, words, format, part } = this.#options;
    const library = await charting.catch(() => undefined);
    if (library === undefined) {
      this.#chart.textContent = words.noCharting;
      return;
    }
    const { picture = null } = this.#content ?? {};
    const width = this.#chart.clientWidth;
    this.#chart.hidden = this.#content !== undefined && !isDrawn(picture);
    if (!isDrawn(picture) || width === 0) return;
    const look: Look = { colours: coloursOfPage(), narrow: width < NARROW, width };
    const warnings = linesOf(lackingIn([picture.sources]), words, format);
    const { option, added } = withAbove(
      picture.drawing(look),
      { lines: [], warnings },
      { colours: look.colours, width },
    );
    this.#chart.style.height = `${picture.height(look) + added}px`;
    this.#drawn = library.draw(this.#chart, option, this.#drawn);
    this.#chart.setAttribute('role', 'img');
    this.#chart.setAttribute(
      'aria-label',
      [words[part.name].title, picture.summary, ...warnings].join('. '),
    );
  }

  #allowFiles(allowed: boolean): void {
    for (const button of this.#files) button.disabled = !allowed;
  }

  #saveCsv(): void {
    const { language } = this.#options;
    const { picture } = this.#content ?? {};
    if (!picture) return;
    const csv = new Blob([tableCsv(picture.table, language)], { type: 'text/csv;charset=utf-8' });
    download(`${this.#fileName(picture)}.csv`, csv);
  }

  async #savePicture(): Promise<void> {
    const { charting, words, format, part } = this.#options;
    const { picture, filters = [] } = this.#content ?? {};
    if (!picture) return;
    const { pictureOf } = await charting;
    const look: Look = { colours: coloursOfPage(), narrow: false, width: PICTURE_WIDTH };
    const { option, added } = withAbove(
      picture.drawing(look),
      {
        title: words[part.name].title,
        lines: [words[part.name].about, ...filters],
        warnings: linesOf(lackingIn([picture.sources]), words, format),
      },
      { colours: look.colours, width: PICTURE_WIDTH },
    );
    const size = { width: PICTURE_WIDTH, height: picture.height(look) + added };
    download(
      `${this.#fileName(picture)}.png`,
      await pictureOf(option, { ...size, background: look.colours.background }),
    );
  }

  /** What lacks a source says so in its name. */
  #fileName({ sources }: Picture): string {
    const { missing } = lackingIn([sources]);
    return `${this.#options.part.name}${missing.length > 0 ? '-partial' : ''}`;
  }

  #queryElements({ query, variables }: Operation): readonly HTMLElement[] {
    const { words, explorer } = this.#options;
    const text = JSON.stringify(variables, null, 2);
    const copy = element(
      'button',
      {
        type: 'button',
        onclick: () => {
          void copyText(JSON.stringify({ query, variables }), words.copy).then((isCopied) => {
            if (isCopied) copy.textContent = words.copied;
          });
        },
      },
      words.copy,
    );
    const hash = new URLSearchParams({ query, variables: text }).toString();
    return [
      element('pre', { tabIndex: 0 }, query),
      element('p', {}, words.variables),
      element('pre', { tabIndex: 0 }, text),
      element(
        'div',
        { className: 'files' },
        copy,
        ...(explorer === undefined
          ? []
          : [element('a', { href: `${explorer}#${hash}` }, words.openInExplorer)]),
      ),
    ];
  }
}

/** Whether there is anything to draw. */
function isDrawn(picture: Picture | null): picture is Picture {
  return picture !== null && picture.table.rows.length > 0;
}
