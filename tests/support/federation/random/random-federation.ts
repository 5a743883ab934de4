import type { SubgraphSdl } from '../world/world-schemas.ts';
import { drawDirectives } from './draw-directives.ts';
import { drawEntities } from './draw-entities.ts';
import { drawRoots } from './draw-roots.ts';
import { Draw } from './draw.ts';
import type { DrawOptions } from './draw.ts';

/**
 * Subgraphs drawn from a seed: entities with several keys, values, interfaces and unions spread over them, and the
 * directives of Federation 2 wherever they may stand. Some draws do not compose.
 */
export function randomFederation(
  seed: number,
  options: DrawOptions = { interfaceObjects: false },
): readonly SubgraphSdl[] {
  const draw = new Draw(seed, options);
  drawEntities(draw);
  drawDirectives(draw);
  drawRoots(draw);
  return draw.subgraphs.map((subgraph) => subgraph.sdl());
}
