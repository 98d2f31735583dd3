import type { Ecosystem, Manifest } from '../../facts/manifest.ts';
import type { Reading } from '../../facts/reading.ts';
import { span, startOf } from '../../source/index.ts';

/** A manifest of which only path and ecosystem are known. */
export const emptyManifest = (path: string, ecosystem: Ecosystem): Manifest => ({
  path,
  ecosystem,
  dependencies: [],
  scripts: [],
  bins: [],
  workspaces: [],
  library: false,
  at: startOf(path),
});

export const unreadable = (path: string, offset: number, why: string): Reading => ({
  gaps: [{ at: span(path, offset, offset), why }],
});
