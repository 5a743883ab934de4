import { once } from 'node:events';
import { request, WebSocket } from 'undici';

/** What a node process keeps on its heap when all garbage is collected, told by its inspector at a port. */
export async function readHeapMiB(inspectorPort: number): Promise<number> {
  const { body } = await request(`http://127.0.0.1:${inspectorPort}/json/list`);
  const [target] = (await body.json()) as readonly { readonly webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  const ask = async (id: number, method: string): Promise<unknown> => {
    socket.send(JSON.stringify({ id, method }));
    for (;;) {
      const [{ data }] = (await once(socket, 'message')) as [{ readonly data: string }];
      const message = JSON.parse(data) as { readonly id?: number; readonly result?: unknown };
      if (message.id === id) return message.result;
    }
  };
  await ask(1, 'HeapProfiler.collectGarbage');
  const { usedSize } = (await ask(2, 'Runtime.getHeapUsage')) as { readonly usedSize: number };
  socket.close();
  return usedSize / 1_024 / 1_024;
}
