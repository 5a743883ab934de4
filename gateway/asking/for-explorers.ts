import { GraphQLError } from 'graphql';
import { ANONYMOUS, type Identity } from '../../service/access/identity.ts';
import { sentence } from '../../service/errors/faults.ts';
import { readLanguage } from '../../service/errors/language.ts';
import type { Handler } from '../../service/http/http-service.ts';
import type { Authenticate } from '../access/authentication.ts';
import type { AllowanceOf } from './allowances.ts';

/** Serves a page to those whose role is served the explorer: a browser mostly shows nobody, and so is a stranger. */
export function forExplorers(
  page: Handler,
  authenticate: Authenticate | undefined,
  allowanceOf: AllowanceOf,
): Handler {
  return async (request, response) => {
    const identity = await whoOpens(request, authenticate);
    if (allowanceOf(identity).explorer) return page(request, response);
    const code = 'FORBIDDEN_EXPLORER';
    const message = sentence(code, readLanguage(request.headers['accept-language']), {});
    response.writeHead(403, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
  };
}

async function whoOpens(
  request: Parameters<Authenticate>[0],
  authenticate: Authenticate | undefined,
): Promise<Identity> {
  try {
    return authenticate === undefined ? ANONYMOUS : await authenticate(request);
  } catch (error) {
    if (error instanceof GraphQLError) return ANONYMOUS;
    throw error;
  }
}
