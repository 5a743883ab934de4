import { element } from './dom.ts';

/** What is said above the pictures when something is wrong, or missing. */
export function banner(
  kind: 'wrong' | 'lacking',
  lines: readonly string[],
  action?: { readonly text: string; readonly run: () => void },
): HTMLElement {
  const made = element(
    'div',
    { className: `banner ${kind}` },
    ...lines.map((line) => element('p', {}, line)),
    ...(action ? [element('button', { type: 'button', onclick: action.run }, action.text)] : []),
  );
  made.setAttribute('role', kind === 'wrong' ? 'alert' : 'status');
  return made;
}
