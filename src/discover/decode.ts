/** Bytes to text: UTF-8 with or without a byte order mark, UTF-16 with one. Line ends are kept as they are. */
import { isUtf8 } from 'node:buffer';

export type Decoded = { readonly text: string } | { readonly why: string };

const BINARY = 'binary content in a file with this name; not read';

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? { why: BINARY } : { text };
  } catch {
    return { why: 'starts like UTF-16 but is not valid UTF-16; not read' };
  }
}

/** `bytes` may be a view on a reused buffer: the text is a copy. A byte order mark is dropped, so offset 0 is the first character. */
export function decode(bytes: Buffer): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 'utf-16be');
  if (bytes.indexOf(0) !== -1) return { why: BINARY };
  if (!isUtf8(bytes)) return { why: 'not valid UTF-8, and no byte order mark says what else it is; not read' };
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { text: bytes.toString('utf8', marked ? 3 : 0) };
}
