import type { Troubles } from '../dialect.ts';

/** By SQLSTATE (PostgreSQL manual, appendix A). */
export const troubles: Troubles = {
  '28P01': 'CREDENTIALS',
  '28000': 'CREDENTIALS',
  '3D000': 'DATABASE',
  '42501': 'PERMISSION',
  '53300': 'CONNECTIONS',
  '57P01': 'LOST',
  '57P03': 'LOST',
  '57014': 'TIMEOUT',
};
