import type { SourceContext } from '../sources/graph/source-subgraph.ts';
import type { MappingKind } from '../sources/mapping/read-mapping.ts';
import { procedureEntities } from './entities.ts';

export const proceduresKind: MappingKind<object> = { entities: procedureEntities, extra: {} };

export type Context = SourceContext<object>;
