/** Reads a file that an option names. A repository may have put a pipe, a device or a link to one in its place: those never end. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Bytes. A baseline of a hundred thousand findings is smaller. */
const LARGEST = 64 * 1024 * 1024;

class NotGiven extends Error {
  /** What `codeOf` tells. */
  readonly code: string;
  constructor(why: string) {
    super(why);
    this.code = why;
  }
}

/** UTF-8, without a byte order mark. Throws what the file system throws, and an error whose `code` is a few words. */
export function readGiven(path: string): string {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const kind = fstatSync(file);
    if (kind.isDirectory()) throw new NotGiven('EISDIR');
    if (!kind.isFile()) throw new NotGiven('not a plain file');
    if (kind.size > LARGEST) throw new NotGiven('larger than 64 MiB');
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } finally {
    closeSync(file);
  }
}
