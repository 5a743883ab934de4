import { WebSocket } from 'ws';
import { parseExactly } from '../../../service/exact-numbers.ts';
import { isRecord } from '../../../service/json.ts';
import { PROTOCOL } from '../../../service/graphql/sockets/messages.ts';
import { EventQueue } from '../../../service/graphql/subscriptions/event-queue.ts';
import { whenAborted } from '../../../service/request-controller.ts';
import { readAnswer } from '../answers/http-answer.ts';
import { jsonText } from '../answers/json-text.ts';
import { TransportFault } from '../transport.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../transport.ts';
import type { Subscribing } from './subscribing.ts';

/** Of the one subscription that a socket is for. */
const ID = '1';

/** How often it is looked whether the other end is still there. */
const ALIVE_MS = 12_000;

/** Whoever takes them takes each at once. */
const UNBOUNDED = { events: Infinity, bytes: Infinity };

/** Subscribes by the protocol of graphql-ws: a socket each, which begins as who asks. */
export function createSocketEvents(url: URL, options: Subscribing) {
  const open = new Set<WebSocket>();

  async function* events(request: SubgraphRequest): AsyncGenerator<SubgraphAnswer> {
    const socket = new WebSocket(url, PROTOCOL, {
      headers: options.headersFor(request),
      handshakeTimeout: options.deadlineMs,
      maxPayload: options.maxAnswerBytes,
      perMessageDeflate: false,
    });
    open.add(socket);
    const end = () => {
      if (socket.readyState === WebSocket.OPEN) socket.send(`{"id":"${ID}","type":"complete"}`);
      socket.close();
    };
    try {
      for await (const answered of told(socket, request, options)) {
        if (answered instanceof TransportFault) throw answered;
        yield answered;
      }
    } finally {
      end();
      open.delete(socket);
    }
  }

  return {
    events,
    close: () => {
      for (const socket of open) socket.terminate();
      return Promise.resolve();
    },
  };
}

/** What comes of a socket, as its messages say; the last may be why no more comes. */
function told(
  socket: WebSocket,
  request: SubgraphRequest,
  { encoding, deadlineMs, write }: Subscribing,
): EventQueue<SubgraphAnswer | TransportFault> {
  const queue = new EventQueue<SubgraphAnswer | TransportFault>(UNBOUNDED);
  const { exact } = request.operation;
  const fail = (fault: TransportFault) => {
    queue.end(fault);
  };
  const leave = whenAborted(request.signal, () => {
    queue.end();
  });
  const acknowledged = setTimeout(fail, deadlineMs, new TransportFault('SUBGRAPH_TIMEOUT'));
  let isAlive = true;
  const looking = setInterval(() => {
    if (!isAlive) socket.terminate();
    isAlive = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  }, ALIVE_MS);
  const heard = () => {
    isAlive = true;
  };

  function take(type: unknown, payload: unknown, bytes: number): void {
    switch (type) {
      case 'connection_ack':
        clearTimeout(acknowledged);
        socket.send(
          Buffer.concat([
            Buffer.from(`{"id":"${ID}","type":"subscribe","payload":`),
            write(request),
            Buffer.from('}'),
          ]),
          { binary: false },
        );
        return;
      case 'ping':
        socket.send('{"type":"pong"}');
        return;
      case 'next':
        queue.push(readAnswer(payload, bytes, encoding), bytes);
        return;
      case 'error':
        queue.end(readAnswer({ errors: payload }, bytes, encoding));
        return;
      case 'complete':
        queue.end();
    }
  }

  socket
    .on('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: request.headers }));
    })
    .on('pong', heard)
    .on('message', (data: Buffer) => {
      heard();
      try {
        const text = jsonText(data, encoding);
        const message: unknown = exact === undefined ? JSON.parse(text) : parseExactly(text);
        if (isRecord(message)) take(message['type'], message['payload'], data.length);
      } catch (cause) {
        fail(
          cause instanceof TransportFault
            ? cause
            : new TransportFault('SUBGRAPH_BAD_ANSWER', cause),
        );
      }
    })
    .on('error', (cause) => {
      const tooLarge =
        (cause as NodeJS.ErrnoException).code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
      fail(
        new TransportFault(tooLarge ? 'SUBGRAPH_ANSWER_TOO_LARGE' : 'SUBGRAPH_UNAVAILABLE', cause),
      );
    })
    .on('close', (code, reason) => {
      clearTimeout(acknowledged);
      clearInterval(looking);
      request.signal?.removeEventListener('abort', leave);
      fail(new TransportFault('SUBGRAPH_UNAVAILABLE', `closed with ${code} ${reason.toString()}`));
    });
  return queue;
}
