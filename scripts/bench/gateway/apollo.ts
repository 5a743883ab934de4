import '../../../gateway/no-telemetry.ts';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readFileSync } from 'node:fs';

/** What the measures are ratios to: @apollo/gateway and Apollo Server's own server, as their manuals set them up. */
const [file = '', port = ''] = process.argv.slice(2);

interface Context {
  readonly authorization?: string | undefined;
}

class Forwarding extends RemoteGraphQLDataSource<Context> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Context>['willSendRequest']>>[0]): void {
    const { authorization } = context as Context;
    if (authorization !== undefined) request.http?.headers.set('authorization', authorization);
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(file, 'utf8'),
  buildService: ({ url }) => new Forwarding({ url: url ?? '' }),
});

await startStandaloneServer(new ApolloServer<Context>({ gateway }), {
  listen: { host: '127.0.0.1', port: Number(port) },
  context: ({ req }) => Promise.resolve({ authorization: req.headers.authorization }),
});
