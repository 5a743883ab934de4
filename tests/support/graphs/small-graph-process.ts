import { startSmallGraph } from './small-graph.ts';

// A process for a test to kill: the small graph, with the settings that stand behind its name as JSON.
const { url } = await startSmallGraph(JSON.parse(process.argv[2] ?? '{}') as object);
process.stdout.write(`${url}\n`);
