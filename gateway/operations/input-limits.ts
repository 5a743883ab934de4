import { Kind, type ASTVisitor, type ValidationContext, type ValidationRule } from 'graphql';
import { fault } from '../../service/errors/faults.ts';

export interface InputLimits {
  /** Characters of a document. */
  readonly maxDocumentChars: number;
  /** Characters of a text among variables and literals. */
  readonly maxInputChars: number;
  /** Items of a list. */
  readonly maxInputItems: number;
  /** Lists and objects within each other. */
  readonly maxInputDepth: number;
  /** Values of all variables together. */
  readonly maxInputValues: number;
}

/** Refuses a body whose document or variables are too large to be looked at further, with `INPUT_TOO_LARGE`. */
export function createBodyCheck(limits: InputLimits): (body: unknown) => void {
  return (body) => {
    if (typeof body !== 'object' || body === null) return;
    const { query, variables } = body as Readonly<Record<string, unknown>>;
    if (typeof query === 'string' && query.length > limits.maxDocumentChars) {
      throw tooLarge('document', 'query', limits.maxDocumentChars);
    }
    checkVariables(variables, limits);
  };
}

function checkVariables(variables: unknown, limits: InputLimits): void {
  if (typeof variables !== 'object' || variables === null) return;
  const count = new ValueCount(limits);
  for (const [name, value] of Object.entries(variables)) count.check(value, `$${name}`, 1);
}

/** Counts the values of all variables together. */
class ValueCount {
  readonly #limits: InputLimits;
  #values = 0;

  constructor(limits: InputLimits) {
    this.#limits = limits;
  }

  check(value: unknown, at: string, depth: number): void {
    const { maxInputChars, maxInputDepth, maxInputItems, maxInputValues } = this.#limits;
    if (typeof value === 'string') {
      if (value.length > maxInputChars) throw tooLarge('text', at, maxInputChars);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (depth > maxInputDepth) throw tooLarge('nesting', at, maxInputDepth);
    const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (Array.isArray(value) && items.length > maxInputItems) {
      throw tooLarge('list', at, maxInputItems);
    }
    this.#values += items.length;
    if (this.#values > maxInputValues) throw tooLarge('input', at, maxInputValues);
    for (const item of items) if (typeof item === 'object') this.check(item, at, depth + 1);
    for (const item of items) if (typeof item === 'string') this.check(item, at, depth);
  }
}

/** The same for what stands in a document, as a rule of validation. */
export function inputLimitsRule(limits: InputLimits): ValidationRule {
  const { maxInputChars, maxInputItems, maxInputDepth } = limits;
  return (context: ValidationContext): ASTVisitor => {
    let depth = 0;
    const refuse = (what: string, most: number) => {
      context.reportError(tooLarge(what, 'query', most));
    };
    const enter = () => {
      depth += 1;
      if (depth === maxInputDepth + 1) refuse('nesting', maxInputDepth);
    };
    const leave = () => {
      depth -= 1;
    };
    return {
      [Kind.STRING]: ({ value }) => {
        if (value.length > maxInputChars) refuse('text', maxInputChars);
      },
      [Kind.LIST]: {
        enter({ values }) {
          if (values.length > maxInputItems) refuse('list', maxInputItems);
          enter();
        },
        leave,
      },
      [Kind.OBJECT]: { enter, leave },
    };
  };
}

export function tooLarge(what: string, where: string, most: number) {
  return fault('INPUT_TOO_LARGE', { what, where, most });
}
