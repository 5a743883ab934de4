import { createHash, timingSafeEqual } from 'node:crypto';
import { fault } from '../../errors/faults.ts';

/** The header by which a gateway shows its subgraphs that it is theirs. */
export const SECRET_HEADER = 'x-subgraph-secret';

/** Throws `NOT_FROM_GATEWAY` where a request does not bear the secret; how long that takes tells nothing of it. */
export function createSecretCheck(
  secret: string,
): (headers: Readonly<Record<string, string>>) => void {
  const expected = digestOf(secret);
  return (headers) => {
    if (!timingSafeEqual(digestOf(headers[SECRET_HEADER] ?? ''), expected)) {
      throw fault('NOT_FROM_GATEWAY');
    }
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
