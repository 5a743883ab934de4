import { LANGUAGES, type Language } from '../address.ts';
import { choice, element } from './dom.ts';
import { currentTheme, keepTheme } from './theme.ts';
import type { Who } from '../asking/who.ts';
import type { Words } from '../words/words.ts';

export interface PageHeaderOptions {
  readonly words: Words;
  readonly language: Language;
  readonly who: Who;
  /** People whom one may act as; none: a token can be typed in. */
  readonly actors: readonly string[];
  readonly explorer: string | undefined;
  readonly changeLanguage: (language: Language) => void;
  readonly changeWho: () => void;
  readonly changeTheme: () => void;
}

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { vi: 'Tiếng Việt', en: 'English' };

/** The page's title, and the controls that are of the reader and not of what is counted. */
export function pageHeader(options: PageHeaderOptions): readonly HTMLElement[] {
  const { words, language, explorer, changeLanguage } = options;
  return [
    element(
      'div',
      { className: 'title' },
      element('h1', {}, words.title),
      element('p', {}, words.subtitle),
    ),
    element(
      'div',
      { className: 'tools' },
      whoControl(options),
      choice(
        words.language,
        LANGUAGES.map((one) => [one, LANGUAGE_NAMES[one]] as const),
        language,
        (chosen) => {
          changeLanguage(chosen === 'vi' ? 'vi' : 'en');
        },
      ),
      themeButton(options),
      ...(explorer === undefined
        ? []
        : [element('a', { className: 'button', href: explorer }, words.explorer)]),
    ),
  ];
}

function whoControl({ words, who, actors, changeWho }: PageHeaderOptions): HTMLElement {
  if (actors.length > 0)
    return choice(
      words.actAs,
      [['', words.nobody], ...actors.map((name) => [name, name] as const)],
      who.name,
      (name) => {
        who.actAs(name);
        changeWho();
      },
    );
  const input = element('input', { type: 'password', autocomplete: 'off', size: 12 });
  input.onchange = () => {
    who.showToken(input.value.trim());
    changeWho();
  };
  return element('label', { className: 'choice' }, element('span', {}, words.token), input);
}

function themeButton({ words, changeTheme }: PageHeaderOptions): HTMLElement {
  const other = () => (currentTheme() === 'dark' ? 'light' : 'dark');
  const button = element('button', { type: 'button', className: 'theme' }, words.theme[other()]);
  button.onclick = () => {
    keepTheme(other());
    button.textContent = words.theme[other()];
    changeTheme();
  };
  return button;
}
