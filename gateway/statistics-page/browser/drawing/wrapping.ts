/** Lines of at most so many letters, broken between words. */
export function wrap(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** So many lines of it at most; an ellipsis says that there is more. */
export function cut(text: string, letters: number, most: number): string {
  const lines = wrap(text, letters);
  return lines.length <= most ? lines.join('\n') : `${lines.slice(0, most).join('\n')}…`;
}
