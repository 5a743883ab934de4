import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What personal data is encrypted with in copies. `place` is a column's name: what stands in one is of no use in another. */
export interface CopyKey {
  /** Tells keys apart, and nothing of them. */
  readonly id: string;
  seal(text: string, place: string): string;
  /** Throws where it was not sealed by this key, for this place. */
  open(sealed: string, place: string): string;
  /** The same for the same text in the same place, and for nobody without the key. */
  hash(text: string, place: string): string;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The bytes of a key as an operator writes it: 32, in base64 or hexadecimal digits. Null where it is no such. */
export function keyBytes(written: string): Buffer | null {
  const bytes = Buffer.from(written, /^[0-9a-f]{64}$/iu.test(written) ? 'hex' : 'base64');
  return bytes.length === KEY_BYTES && /^[\w+/=-]+$/u.test(written) ? bytes : null;
}

export function createCopyKey(secret: Buffer): CopyKey {
  const derive = (what: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, '', `motcua copy ${what}`, KEY_BYTES));
  const [sealing, hashing] = [derive('sealing'), derive('hashing')];

  return {
    id: derive('id').toString('base64url').slice(0, 12),
    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealing, nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, 'base64');
      const [begin, end] = [NONCE_BYTES, NONCE_BYTES + TAG_BYTES];
      const decipher = createDecipheriv(CIPHER, sealing, bytes.subarray(0, begin))
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(begin, end));
      return Buffer.concat([decipher.update(bytes.subarray(end)), decipher.final()]).toString();
    },
    hash: (text, place) =>
      createHmac('sha256', hashing).update(`${place}\0${text}`).digest('base64url').slice(0, 22),
  };
}
