/**
 * Readings repeat what stands in files, secrets among it. So each is sealed with a key made of the path and the text of its file, and of a key
 * that never leaves the user's own folder: who has not the file itself learns nothing from the cache, and nobody but us can write into it.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

export interface Seal {
  /** Equal for equal content only. */
  readonly id: string;
  readonly key: Buffer;
}

export function sealFor(secret: Buffer, parts: readonly string[]): Seal {
  const hash = createHmac('sha512', secret);
  // Lengths, so that no two lists of parts read the same.
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  const digest = hash.digest();
  return { id: digest.toString('base64', 32, 50), key: digest.subarray(0, 32) };
}

/** `value` is plain data. */
export function close({ key }: Seal, value: unknown): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const body = Buffer.concat([cipher.update(serialize(value)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Absent: damaged, or not ours. */
export function open({ key }: Seal, sealed: Buffer): unknown {
  try {
    const cipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE), { authTagLength: TAG });
    cipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return deserialize(Buffer.concat([cipher.update(sealed.subarray(NONCE + TAG)), cipher.final()]));
  } catch {
    return undefined;
  }
}
