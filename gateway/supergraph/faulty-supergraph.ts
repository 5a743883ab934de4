import { errorCauses } from '@apollo/federation-internals';
import { ConfigFault } from '../../service/settings/config.ts';

/** Takes a step of the start; what makes it fail is the supergraph, and is said in a line to whoever gave it. */
export async function overSupergraph<T>(step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw new ConfigFault([`The supergraph cannot be served: ${reasonOf(error)}.`]);
  }
}

function reasonOf(error: unknown): string {
  const causes: readonly { readonly message: string }[] = errorCauses(error as Error) ?? [
    error as Error,
  ];
  // Behind the first line stands the text of the supergraph.
  const reasons = causes.map(({ message }) => message.split('\n')[0] ?? '');
  return reasons.join('; ').replace(/\.$/, '');
}
