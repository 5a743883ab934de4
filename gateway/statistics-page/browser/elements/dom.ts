type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], 'style' | 'children'>
>;

/** An element with properties and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties<Tag> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** A choice with its label. */
export function choice(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  value: string,
  change: (value: string) => void,
): HTMLLabelElement {
  const select = element(
    'select',
    {},
    ...options.map(([of, text]) => element('option', { value: of }, text)),
  );
  select.value = value;
  select.onchange = () => {
    change(select.value);
  };
  return element('label', { className: 'choice' }, element('span', {}, label), select);
}

/** Puts a text into the clipboard, and says whether; a page over plain HTTP has none: there the text is shown to be copied. */
export async function copyText(text: string, label: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    prompt(label, text);
    return false;
  }
}

/** Has the browser keep a file. */
export function download(name: string, content: Blob): void {
  const href = URL.createObjectURL(content);
  element('a', { href, download: name }).click();
  // The browser has taken hold of it before the next minute.
  setTimeout(() => {
    URL.revokeObjectURL(href);
  }, 60_000);
}

const CONTROLS = 'a, button, input, select, summary';

/** Has what is in an element made anew; whoever is at one of its controls by keyboard stays there. */
export function keepingFocus(within: HTMLElement, rebuild: () => void): void {
  const controls = (): readonly HTMLElement[] => [
    ...within.querySelectorAll<HTMLElement>(CONTROLS),
  ];
  const place = controls().findIndex((one) => one === document.activeElement);
  rebuild();
  controls()[place]?.focus();
}
