/**
 * A short, stable name for a text: 64 bits of FNV-1a in hexadecimal, computed as two 32-bit halves with different offsets.
 * Not for security: fingerprints only have to differ from one another and to stay the same on every machine.
 */
export function createHash(text: string): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193) >>> 0;
    high = Math.imul(high ^ ((code << 3) | (at & 7)), 0x01000193) >>> 0;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
