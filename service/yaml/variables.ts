export type Environment = Readonly<Record<string, string | undefined>>;

/** Says what is wrong at a place of the text. */
export type FaultAt = (offset: number, what: string, mend: string) => void;

/** Puts the environment into a text where `${NAME}` or `${NAME:-default}` stands. */
export class Variables {
  /** Those that stood there, set or not. */
  readonly met = new Set<string>();
  readonly #environment: Environment;
  readonly #faultAt: FaultAt;

  constructor(environment: Environment, faultAt: FaultAt) {
    this.#environment = environment;
    this.#faultAt = faultAt;
  }

  expand(written: string, offset: number): string {
    const said = written.replace(
      /\$\{(\w+)(?::-([^}]*))?\}/gu,
      (_match, name: string, otherwise: string | undefined) => {
        this.met.add(name);
        const value = this.#environment[name] ?? otherwise;
        if (value === undefined) {
          const mend = `set ${name}, or write \${${name}:-default}`;
          this.#faultAt(offset, `the environment variable ${name} is not set`, mend);
        }
        return value ?? '';
      },
    );
    const broken = /\$\{[^}]{0,40}\}?/u.exec(written.replace(/\$\{\w+(?::-[^}]*)?\}/gu, ''))?.[0];
    if (broken !== undefined) {
      const mend = 'write ${NAME} or ${NAME:-default}; a name is letters, digits and underscores';
      this.#faultAt(offset, `“${broken}” names no environment variable`, mend);
    }
    return said;
  }
}
