import type { Troubles } from '../dialect.ts';

/** By the server's error numbers, and by the driver's words where the server said nothing. */
export const troubles: Troubles = {
  18456: 'CREDENTIALS',
  18452: 'CREDENTIALS',
  18486: 'CREDENTIALS',
  18487: 'CREDENTIALS',
  4060: 'DATABASE',
  911: 'DATABASE',
  916: 'DATABASE',
  229: 'PERMISSION',
  230: 'PERMISSION',
  17809: 'CONNECTIONS',
  1222: 'LOCKED',
  1205: 'LOCKED',
  ELOGIN: 'CREDENTIALS',
  EENCRYPT: 'TLS',
  ETIMEOUT: 'TIMEOUT',
  EINSTLOOKUP: 'HOST',
};
