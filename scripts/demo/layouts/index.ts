import type { LayoutName } from '../province/offices.ts';
import { caMau } from './ca-mau.ts';
import { caiNuoc } from './cai-nuoc.ts';
import type { Layout } from './layout.ts';
import { namCan } from './nam-can.ts';
import { trungTam } from './trung-tam.ts';

/** The four products that the one-stops bought or wrote. */
export const layouts: Readonly<Record<LayoutName, Layout>> = {
  'trung-tam': trungTam,
  'ca-mau': caMau,
  'nam-can': namCan,
  'cai-nuoc': caiNuoc,
};
