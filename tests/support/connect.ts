import { connect } from '../../connect/connect.ts';

/** What a run of `npm run connect -- …` said. */
export interface Connected {
  readonly code: number;
  readonly out: string;
  readonly told: string;
}

/** Runs the command as in a script: nobody can be asked, unless answers are given in advance. */
export async function runConnect(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  answers?: readonly string[],
): Promise<Connected> {
  let out = '';
  let told = '';
  const left = [...(answers ?? [])];
  const code = await connect(argv, {
    environment,
    calledAs: '',
    out: (text) => (out += text),
    tell: (text) => (told += text),
    interactive: answers !== undefined,
    colour: false,
    ask(question) {
      told += question;
      return Promise.resolve(left.shift() ?? '');
    },
  });
  return { code, out, told };
}
