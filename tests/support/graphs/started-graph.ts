import { startChild } from '../child.ts';
import { demoProvince } from './demo-province.ts';

/** The whole graph as its command has started it. */
export interface StartedGraph {
  readonly url: string;
  end(): Promise<void>;
}

/**
 * Starts the graph by the words of a command, as `npm start`, on a port that is free, with the demo province in a folder that is
 * not there yet.
 */
export async function startedGraph(
  [program = '', ...args]: readonly string[],
  demo: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<StartedGraph> {
  await demoProvince(demo);
  const graph = startChild(program, [...args, '--port', '0'], {
    env: { DEMO_DIR: demo, ...environment },
  });
  const end = async (): Promise<void> => {
    graph.process.kill();
    await graph.ended;
  };
  try {
    const [, url = ''] = await graph.says(/Graph +(http\S+)\/graphql/u);
    return { url, end };
  } catch (error) {
    await end();
    throw error;
  }
}
