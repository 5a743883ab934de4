import type { Authenticate } from '../../../gateway/access/authentication.ts';
import type { ServingConfig } from '../../../gateway/config.ts';
import { startGateway } from '../../../gateway/server.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import type { Log } from '../../../service/log.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import { announcedSchemas, announcedSdl, Announcements, serving } from '../federation/announced.ts';
import { silent } from '../http/http-fixture.ts';

/** A gateway over a subgraph with a subscription, and one that adds to what it tells. */
export interface AnnouncedGraph {
  readonly url: string;
  readonly announcements: Announcements;
  /** Ends the subgraph that is subscribed to, as a process is killed. */
  kill(): Promise<void>;
  /** Has the gateway serve another supergraph, which says the same. */
  swap(): Promise<void>;
  /** Ends the gateway alone. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it, the subgraph that is subscribed to served in one of the ways. */
export async function startAnnounced(
  serve: (typeof serving)[keyof typeof serving],
  parts: {
    readonly config: ServingConfig;
    readonly authenticate?: Authenticate;
    readonly log?: Log;
  },
): Promise<AnnouncedGraph> {
  const announcements = new Announcements();
  const schemas = announcedSchemas(announcements);
  const agencies = await serving['our own server'](schemas.agencies);
  const offices = await serve(schemas.offices);
  const sdl = composeSupergraph([
    { name: 'offices', url: offices.url, sdl: announcedSdl.offices },
    { name: 'agencies', url: agencies.url, sdl: announcedSdl.agencies },
  ]);
  let swap: (sdl: string) => Promise<void> = () => Promise.resolve();
  const gateway = await startGateway({
    log: silent,
    ...parts,
    supergraph: {
      ...fixedSupergraph(sdl),
      onChange(listener) {
        swap = listener;
      },
    },
    connect: ({ url }, encoding) =>
      createHttpTransport({
        url: url.replace(/^ws/, 'http'),
        eventsUrl: url,
        encoding,
        deadlineMs: 5_000,
        maxAnswerBytes: 1_000_000,
      }),
  });
  let left: Promise<void> | undefined;
  const leave = () => (left ??= gateway.close());
  return {
    url: `${gateway.url}/graphql`,
    announcements,
    kill: () => offices.kill(),
    swap: () => swap(`${sdl}\n# another`),
    leave,
    async close() {
      await leave();
      await Promise.all([offices.close(), agencies.close()]);
    },
  };
}
