/** An answer on the disk: who asked how, all that it rests on, and what was said. */
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { DurationSlot } from './duration.ts';

export interface Said {
  readonly stream: 'out' | 'err';
  readonly text: string;
  readonly duration?: DurationSlot;
}

export interface Answer {
  /** Who asked: version, folder, arguments and terminal, as one text. */
  readonly call: string;
  /** `2027-03-31` */
  readonly today: string;
  /** Variables of the environment that were looked at; `null`: not set. */
  readonly environment: readonly (readonly [name: string, value: string | null])[];
  /** What the paths that were given really are. */
  readonly places: readonly (readonly [path: string, real: string])[];
  readonly root: string;
  /** What git said of the files below the root. */
  readonly listing: string;
  readonly complaints: readonly string[];
  /** Absolute path → signature, of every file that was read or looked for. */
  readonly files: ReadonlyMap<string, string>;
  readonly said: readonly Said[];
  readonly code: number;
}

/** Bytes of one answer: those of 200,000 files take half of it. */
const LIMIT = 64 * 1024 * 1024;
/** So many answers stay, and so many bytes of them; the oldest go. */
const ROOM = { answers: 16, bytes: 128 * 1024 * 1024 };
const PREFIX = 'answer-';
const SUM = 4;

const fileOf = (folder: string, call: string): string => join(folder, `${PREFIX}${crc32(call).toString(16)}.bin`);

/** Absent: there is none for this call, or it is damaged. */
export function readAnswer(folder: string, call: string): Answer | undefined {
  const path = fileOf(folder, call);
  try {
    const kind = statSync(path, { throwIfNoEntry: false });
    if (!kind?.isFile() || kind.size > LIMIT) return undefined;
    const bytes = readFileSync(path);
    if (bytes.readUInt32LE(0) !== crc32(bytes.subarray(SUM))) return undefined;
    const end = bytes.indexOf(10, SUM);
    const { length, ...head } = JSON.parse(bytes.toString('utf8', SUM, end));
    if (head.call !== call) return undefined;
    const listing = bytes.toString('utf8', end + 1, end + 1 + length);
    const words = bytes.toString('utf8', end + 1 + length).split('\0');
    const files = new Map<string, string>();
    for (let at = 0; at + 1 < words.length; at += 2) files.set(words[at]!, words[at + 1]!);
    return { ...head, listing, files };
  } catch {
    return undefined;
  }
}

/** Whole or not at all; a folder that cannot be written is no error. */
export function writeAnswer(folder: string, { listing, files, ...head }: Answer): void {
  const path = fileOf(folder, head.call);
  const unfinished = `${path}.${process.pid}`;
  const listed = Buffer.from(listing);
  const words = [...files].flat().join('\0');
  const body = Buffer.concat([
    Buffer.from(`${JSON.stringify({ ...head, length: listed.length })}\n`),
    listed,
    Buffer.from(words),
  ]);
  if (body.length + SUM > LIMIT) return;
  const sum = Buffer.alloc(SUM);
  sum.writeUInt32LE(crc32(body));
  try {
    writeFileSync(unfinished, Buffer.concat([sum, body]), { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, path);
    makeRoom(folder);
  } catch {
    rmSync(unfinished, { force: true });
  }
}

function makeRoom(folder: string): void {
  const names = readdirSync(folder).filter((name) => name.startsWith(PREFIX));
  const there = names.flatMap((name) => {
    const kind = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return kind === undefined ? [] : [{ name, size: kind.size, age: kind.mtimeMs }];
  });
  let bytes = 0;
  for (const [at, { name, size }] of there.sort((one, other) => other.age - one.age).entries()) {
    bytes += size;
    if (at >= ROOM.answers || (at > 0 && bytes > ROOM.bytes)) rmSync(join(folder, name), { force: true });
  }
}
