/** Which source code the service runs, and how that is known. */
import type { CodeFact } from '../../kit/index.ts';
import type { SourceStory } from './shape.ts';
import type { Teller } from './teller.ts';

/** Facts that say how a program behaves when it is scaled, stopped or moved. */
const telling: readonly CodeFact['kind'][] = [
  'listen',
  'session-store',
  'upload',
  'scheduler',
  'local-cache',
  'rate-limit',
  'realtime',
  'background-work',
  'queue',
  'datastore',
  'migration',
  'connection-pool',
  'consumer',
];

export function sourceStory({ service: { code, process } }: Teller): SourceStory {
  const counts = new Map<string, number>();
  for (const { kind, module, guard } of code.facts)
    if (telling.includes(kind) && module !== 'runtime' && guard !== 'test' && guard !== 'development')
      counts.set(module, (counts.get(module) ?? 0) + 1);
  return {
    status: code.status,
    why: code.why,
    root: code.root ?? null,
    manifest: code.manifest ?? null,
    languages: code.languages,
    entry: process.entryFile ?? null,
    program: code.program ?? null,
    files: code.files.length,
    confidence: code.confidence,
    libraries: [...counts.keys()].sort(),
  };
}
