import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { ConfigFault, systemReason } from '../../../service/settings/config.ts';

/** What checkpoints are signed with (Ed25519). */
export interface SigningKey {
  readonly id: string;
  sign(text: string): string;
}

/** What a checkpoint's signature is held against. */
export interface PublicKey {
  readonly id: string;
  verifies(text: string, signature: string): boolean;
}

/** Opens the key in a file (PKCS #8, PEM); makes it where there is none, for its owner's eyes only, and its public half beside it. */
export function openSigningKey(file: string): SigningKey {
  const key = readKey(file) ?? makeKey(file);
  const { id } = publicKey(createPublicKey(key));
  return { id, sign: (text) => sign(null, Buffer.from(text), key).toString('base64') };
}

/** Where the public half of a key lies. */
export function publicFileOf(file: string): string {
  return `${file}.pub`;
}

/** Reads a public key (SPKI, PEM). */
export function readPublicKey(file: string): PublicKey {
  try {
    return publicKey(createPublicKey(readFileSync(file)));
  } catch {
    throw new ConfigFault([`There is no public key to read at “${file}”.`]);
  }
}

function publicKey(key: KeyObject): PublicKey {
  const spki = key.export({ type: 'spki', format: 'der' });
  return {
    id: createHash('sha256').update(spki).digest('hex').slice(0, 16),
    verifies: (text, signature) =>
      verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64')),
  };
}

function readKey(file: string): KeyObject | undefined {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ConfigFault([`The key of the trail at “${file}” cannot be read.`]);
  }
}

function makeKey(file: string): KeyObject {
  const { privateKey, publicKey: half } = generateKeyPairSync('ed25519');
  // Whoever comes second takes the first one's.
  try {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const found = (error as NodeJS.ErrnoException).code === 'EEXIST' ? readKey(file) : undefined;
    if (found === undefined) throw unwritable(file, error);
    return found;
  }
  try {
    writeFileSync(publicFileOf(file), half.export({ type: 'spki', format: 'pem' }));
  } catch (error) {
    throw unwritable(publicFileOf(file), error);
  }
  return privateKey;
}

function unwritable(file: string, error: unknown): ConfigFault {
  return new ConfigFault([
    `The key of the trail at “${file}” (AUDIT_KEY) cannot be written: ${systemReason(error)}.`,
  ]);
}
