const APART = /\P{M}\p{M}+/gu;

/**
 * Letters with the marks behind them put together (NFC). Signs that Unicode only calls the same as another, such as U+212B for
 * Å, stay as they are: a value that no filter writes could not be found again.
 */
export function compose(text: string): string {
  return text.replace(APART, (letter) => letter.normalize('NFC'));
}
