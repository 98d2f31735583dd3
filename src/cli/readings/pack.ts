/** One file for all readings of a repository: a line that says what it is, a line that says what lies where, and the sealed readings. */
import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

export interface Entry {
  readonly id: string;
  readonly sealed: Buffer;
}

export type Pack = ReadonlyMap<string, Entry>;

/** Bytes. Readings of the largest repositories take a tenth of it. */
const LIMIT = 512 * 1024 * 1024;

const head = (version: string): string => `swarm-lint readings ${version}\n`;

/** Empty when there is none, when another version wrote it, or when it is no such file. Entries may be damaged all the same: their seals tell. */
export function readPack(file: string, version: string): Pack {
  try {
    // A repository may have put a link to something without an end there.
    const kind = lstatSync(file);
    if (!kind.isFile() || kind.size > LIMIT) return new Map();
    const bytes = readFileSync(file);
    const first = Buffer.from(head(version));
    if (!bytes.subarray(0, first.length).equals(first)) return new Map();
    const end = bytes.indexOf(10, first.length);
    const rows: readonly [string, string, number][] = JSON.parse(bytes.toString('utf8', first.length, end));
    let at = end + 1;
    return new Map(
      rows.map(([path, id, length]) => {
        const sealed = bytes.subarray(at, at + length);
        at += length;
        return [path, { id, sealed }];
      }),
    );
  } catch {
    return new Map();
  }
}

/** Whole or not at all, whoever else writes at the same time; a folder that cannot be written is no error. */
export function writePack(file: string, version: string, pack: Pack): void {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  const rows = [...pack].map(([path, { id, sealed }]) => [path, id, sealed.length]);
  try {
    const parts = [
      Buffer.from(`${head(version)}${JSON.stringify(rows)}\n`),
      ...[...pack.values()].map((one) => one.sealed),
    ];
    writeFileSync(unfinished, Buffer.concat(parts), { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, file);
  } catch {
    rmSync(unfinished, { force: true });
  }
}
