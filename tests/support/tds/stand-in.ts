import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createMessageReader, type Message, PACKET, reply } from './packets.ts';
import { type Call, type Login, readBatch, readCall, readLogin } from './requests.ts';
import {
  attentionHeard,
  COLLATION_1252,
  failure,
  loginAcknowledged,
  nothing,
  prelogin,
  resultSet,
} from './tokens.ts';

type Answer =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[] }
  | { readonly error: number; readonly message: string }
  /** Never answers, but hears an attention. */
  | 'hang'
  /** Drops the connection. */
  | 'drop';

export interface StandInOptions {
  readonly answer: (call: Call) => Answer | Promise<Answer>;
  readonly password?: string;
  readonly collation?: Buffer;
  readonly port?: number;
}

/** A server that speaks just enough TDS to show what a driver sends it. Unencrypted. */
export interface StandIn {
  readonly port: number;
  readonly logins: readonly Login[];
  readonly calls: readonly Call[];
  /** What a session was told before its first call. */
  readonly settings: string[];
  /** How often a client asked to stop its statement. */
  readonly attentions: () => number;
  readonly close: () => Promise<void>;
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const logins: Login[] = [];
  const calls: Call[] = [];
  const settings: string[] = [];
  const sockets = new Set<Socket>();
  let attentions = 0;

  const serve = (socket: Socket): void => {
    /** The call that waits for its answer; an answer that an attention overtook is not sent. */
    let waiting: Call | undefined;
    const say = (tokens: Buffer): void => {
      if (!socket.destroyed) socket.write(reply(tokens));
    };
    const answerCall = async (call: Call, inCall: boolean): Promise<void> => {
      if (/^\s*(?:set|use)\b/iu.test(call.sql)) {
        settings.push(call.sql);
        say(nothing());
        return;
      }
      calls.push(call);
      waiting = call;
      const answer = await options.answer(call);
      if (waiting !== call || answer === 'hang') return;
      waiting = undefined;
      if (answer === 'drop') socket.destroy();
      else if ('error' in answer) say(failure(answer.error, answer.message, inCall));
      else say(resultSet(answer.columns, answer.rows, inCall));
    };
    const hear = ({ type, data }: Message): void => {
      switch (type) {
        case PACKET.PRELOGIN:
          say(prelogin());
          break;
        case PACKET.LOGIN7: {
          const login = readLogin(data);
          logins.push(login);
          if (options.password !== undefined && login.password !== options.password) {
            say(failure(18456, 'Login failed.', false));
            socket.end();
          } else {
            say(
              loginAcknowledged(
                login.tdsVersion,
                login.database,
                options.collation ?? COLLATION_1252,
              ),
            );
          }
          break;
        }
        case PACKET.BATCH:
          void answerCall(readBatch(data), false);
          break;
        case PACKET.RPC:
          void answerCall(readCall(data), true);
          break;
        case PACKET.ATTENTION:
          attentions += 1;
          // The answer that was under way is ended as one message; that the attention was heard is another.
          if (waiting !== undefined) say(nothing());
          waiting = undefined;
          say(attentionHeard());
          break;
        default:
          socket.destroy();
      }
    };
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', createMessageReader(hear));
  };

  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    logins,
    calls,
    settings,
    attentions: () => attentions,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
