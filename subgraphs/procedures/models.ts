import type { Row } from '../sources/model/entity.ts';
import type { SourceAnswer } from '../sources/fan-out/answers.ts';
import type { Connection } from '../sources/graph/connection-resolver.ts';
import type { Hits } from '../sources/graph/ranked-search.ts';
import type { RootRow } from '../sources/compiler/row-plan.ts';
import type { procedureEntities } from './entities.ts';
import type { Columns07b, Report07b, Row07b } from './reported-07b.ts';

type Entity = (typeof procedureEntities)['procedure'];

export type ProcedureModel = Row<Entity> & RootRow;
export type ProcedureConnectionModel = Connection<ProcedureModel>;
export type ProcedureEdgeModel = ProcedureConnectionModel['edges'][number];
export type ProcedureCodeModel = Row<Entity['children']['codes']>;
export type ProcedurePaperModel = Row<Entity['children']['papers']>;
export type ProcedureOfferingModel = Row<Entity['children']['offerings']> & {
  readonly procedure: ProcedureModel;
};
export type ProcedureOfferingConnectionModel = Connection<ProcedureOfferingModel>;
export type ProcedureOfferingEdgeModel = ProcedureOfferingConnectionModel['edges'][number];
/** Its procedures are read when they are asked for. */
export interface ProcedureFieldModel {
  readonly code: string | null;
  readonly name: string;
}
export type ChannelRow = Row<Entity['children']['channels']>;

type Level = 'PROVINCE' | 'DISTRICT' | 'COMMUNE' | 'UNKNOWN';

/** Counts, each made when it is asked for. */
export interface CatalogueModel {
  procedureCount(args: { readonly level?: Level | null }): number;
  onlineCountAtLeast(args: {
    readonly onlineLevel: number;
    readonly level?: Level | null;
  }): Promise<number | null>;
  readonly sources: readonly SourceAnswer[];
}
export type ProcedureHitsModel = Hits<ProcedureModel>;
export type Report07bModel = Report07b;
export type Report07bRowModel = Row07b;
export type Report07bColumnsModel = Columns07b;
