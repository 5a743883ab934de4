import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStandalone } from '../../../scripts/run/standalone.ts';
import { inRepository, SUBGRAPHS } from '../../../scripts/run/subgraph-names.ts';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import { createIdentityTokens } from '../../../service/access/identity-token.ts';
import { readGlassRoles } from '../../../service/access/read-policy.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import type { CopySettings } from '../../../subgraphs/sources/copy/with-copies.ts';
import { servingConfig, silent } from '../http/http-fixture.ts';
import { type Asker, IDENTITIES, policy } from './roles.ts';

/** The whole graph over the halves of a folder, by the policy that comes with it. */
export interface GuardedGraph {
  readonly subgraphs: readonly Subgraph[];
  readonly url: string;
  /** POST where there is a body, else GET; its JSON beside status and the request's id. */
  send(
    path: string,
    body: object | undefined,
    as: Asker,
    headers?: Readonly<Record<string, string>>,
  ): Promise<any>;
  close(): Promise<void>;
}

/** Who asks says so in a header: tokens have tests of their own. */
export const ASKER_HEADER = 'x-asker';

/** Starts it; what is handed on between its gateway and subgraphs is signed with `key`. */
export async function startGuardedGraph(
  directory: string,
  {
    key,
    auditDir,
    maxBatch = 0,
    copies,
  }: {
    readonly key: Uint8Array;
    readonly auditDir?: string;
    /** Operations in a batch at most; absent: there are none. */
    readonly maxBatch?: number;
    readonly copies?: CopySettings;
  },
): Promise<GuardedGraph> {
  const identities = createIdentityTokens(key);
  const subgraphs: Subgraph[] = [];
  // One after another: jest's module loader does not take concurrent dynamic imports.
  for (const { name } of SUBGRAPHS) {
    subgraphs.push(
      await createSubgraph(name, {
        sourcesDirectory: join(directory, name),
        environment: {},
        log: silent,
        policy,
        identities,
        ...(copies && { copies }),
      }),
    );
  }
  const service = await startStandalone({
    config: servingConfig({ auditDir, maxBatch }),
    supergraphSdl: readFileSync(inRepository('schema/supergraph.graphql'), 'utf8'),
    subgraphs,
    identities,
    examples: [],
    log: silent,
    authenticate: ({ headers }) => Promise.resolve(IDENTITIES[headers[ASKER_HEADER] as Asker]),
    breakGlass: { roles: readGlassRoles(inRepository('policy.yaml')), key },
  });
  return {
    subgraphs,
    url: service.url,
    async send(path, body, as, headers = {}) {
      const response = await fetch(`${service.url}${path}`, {
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
        headers: { 'content-type': 'application/json', [ASKER_HEADER]: as, ...headers },
      });
      const request = response.headers.get('x-request-id');
      return { status: response.status, request, ...((await response.json()) as object) };
    },
    close: () => service.close(),
  };
}
