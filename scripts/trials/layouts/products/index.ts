import { complaints } from './complaints.ts';
import { landRegistry } from './land-registry.ts';
import { laravelDocuments } from './laravel-documents.ts';
import { laravelRequests } from './laravel-requests.ts';
import type { LegacyLayout } from '../layout.ts';
import { movements } from './movements.ts';
import { officeSuite } from './office-suite.ts';
import { onestopFirst } from './onestop-first.ts';
import { onestopSecond } from './onestop-second.ts';
import { permits } from './permits.ts';
import { portalForms } from './portal-forms.ts';
import { serviceDesk } from './service-desk.ts';

/** The layouts that `suggest` is held to. */
export const layouts: readonly LegacyLayout[] = [
  onestopFirst,
  onestopSecond,
  officeSuite,
  permits,
  laravelRequests,
  laravelDocuments,
  complaints,
  serviceDesk,
  movements,
  landRegistry,
  portalForms,
];
