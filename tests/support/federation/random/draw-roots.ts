import type { Draw } from './draw.ts';

/** Draws the fields of the root types: where each subgraph is entered. */
export function drawRoots(draw: Draw): void {
  const { random } = draw;
  for (const subgraph of draw.subgraphs) {
    const query = subgraph.type('Query');
    for (let i = random.between(1, 3); i > 0; i--) {
      const { name } = draw.typeIn(subgraph);
      query.add(`${subgraph.name}${i}`, draw.wrapped(name), draw.arguments());
    }
    for (const name of draw.interfaces.keys())
      if (subgraph.has(name) && random.chance(0.7))
        query.add(`${subgraph.name}${name}`, draw.wrapped(name));
    const resolved = draw.entities.filter(({ homes }) => homes.includes(subgraph));
    for (const { name } of resolved)
      if (random.chance(0.4))
        query.add(`${subgraph.name}${name}`, draw.wrapped(name), '(first: Int = 1)');
    if (random.chance(0.4))
      subgraph
        .type('Mutation')
        .add(`${subgraph.name}Do`, draw.wrapped(draw.typeIn(subgraph).name), '(where: Filter)');
  }
  if (random.chance(0.3))
    for (const subgraph of random.some(draw.subgraphs, 2))
      subgraph.type('Query').add('shared', 'String', '', '@shareable');
}
