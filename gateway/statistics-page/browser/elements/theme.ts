import type { Colours } from '../drawing/look.ts';

export type Theme = 'light' | 'dark';

const KEPT = 'theme';

/** The theme that was chosen last, or else the system's. */
export function currentTheme(): Theme {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
}

export function keepTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  applyTheme(theme);
}

/** The style's colours, for pictures. */
export function coloursOfPage(): Colours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('text'),
    faint: colour('faint'),
    line: colour('line'),
    background: colour('card'),
    first: colour('first'),
    second: colour('second'),
    onFirst: colour('on-first'),
    onSecond: colour('on-second'),
    bad: colour('bad'),
    worse: colour('worse'),
    open: colour('open'),
    lacking: colour('lacking'),
    lowest: colour('lowest'),
    lowestBad: colour('lowest-bad'),
    onLowest: colour('on-lowest'),
    onHighest: colour('on-highest'),
  };
}
