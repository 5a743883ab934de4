import type { Coded, Row } from '../sources/model/entity.ts';
import type { Connection } from '../sources/graph/connection-resolver.ts';
import type { Hits } from '../sources/graph/ranked-search.ts';
import type { RootRow } from '../sources/compiler/row-plan.ts';
import type { Source } from '../sources/database/source.ts';
import type { OfficeExtra } from './context.ts';
import type { onestopEntities } from './entities.ts';
import type { Report06a, Row06a } from './reports/reported.ts';
import type {
  ApplicantCounts,
  CountedDossiers,
  Fees,
  Measures,
  WorkingHistogram,
} from './statistics/measures.ts';
import type { Ratings } from './statistics/ratings.ts';
import type { Counted, CountedGroup, CountedGroups } from '../sources/statistics/count-groups.ts';
import type { Histogram } from '../sources/statistics/histogram.ts';

type DossierEntity = (typeof onestopEntities)['dossier'];

export type DossierModel = Row<DossierEntity> & RootRow;
export type DossierConnectionModel = Connection<DossierModel>;
export type DossierEdgeModel = DossierConnectionModel['edges'][number];
export type DossierStatusModel = Coded;
export type StepModel = Row<DossierEntity['children']['steps']>;
export type SupplementModel = Row<DossierEntity['children']['supplements']>;
export type PaymentModel = Row<DossierEntity['children']['payments']>;
export type OneStopOfficeModel = Source<OfficeExtra>;
export type DossierStatisticsModel = CountedDossiers;
export type DossierGroupModel = CountedGroup<Measures>;
export type DossierMeasuresModel = Counted<Measures>;
export type FeeMeasuresModel = Fees;
export type RatingStatisticsModel = CountedGroups<Ratings>;
export type RatingGroupModel = CountedGroup<Ratings>;
export type RatingMeasuresModel = Counted<Ratings>;
export type DayMeasuresModel = Histogram;
export type WorkingDayMeasuresModel = WorkingHistogram;
export type ApplicantCountsModel = ApplicantCounts;
export type Report06aModel = Report06a;
export type Report06aRowModel = Row06a;
export type DossierHitsModel = Hits<DossierModel>;
