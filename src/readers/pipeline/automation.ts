/** Files that hold commands which somebody or something runs: pipelines, makefiles, scripts. */
import { scriptReader } from '../shell/index.ts';
import { formats } from './formats.ts';
import { jenkinsReader } from './jenkins.ts';
import { makefileReader } from './makefile.ts';

const claims = [...formats, jenkinsReader, makefileReader, scriptReader].map((reader) => reader.claims);

let lastPath: string | undefined;
let last = false;

/** Several readers ask it of one path in a row. */
export function isPipelineOrScript(path: string): boolean {
  if (path !== lastPath) {
    last = claims.some((claimed) => claimed(path));
    lastPath = path;
  }
  return last;
}
