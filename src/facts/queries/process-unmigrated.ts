/** Services with migrations that nothing in the repository ever runs. */
import { directoryOf, isUnder, type Located } from '../../source/index.ts';
import type { Facts, Service } from '../model.ts';
import { type MigrationFolder, migratesItself, migrationFolders } from '../tables/migration-folders.ts';
import { factsOf } from './code.ts';
import { deployCommands } from './deploys.ts';
import { memoise } from './memoise.ts';
import { startsOf } from './process-starts.ts';
import { hasRole, swarmServices } from './services.ts';

export interface KeptMigrations extends Located {
  readonly service: Service;
  readonly tool: string;
  readonly command: string;
  /** The last of them, as a path of the repository. */
  readonly file: string;
  readonly run: boolean;
}

/** One for each package with migrations: the first service that ships it. */
export const keptMigrations = memoise((facts: Facts): readonly KeptMigrations[] => {
  // Without a deploy to look at, the step before it may be anywhere.
  if (!deployCommands(facts).some(({ command }) => command[0] === 'stack')) return [];
  const found = new Map<string, KeptMigrations>();
  for (const service of swarmServices(facts)) {
    const kept = keptBy(service, facts);
    if (kept && !found.has(kept.file)) found.set(kept.file, kept);
  }
  return [...found.values()];
});

function keptBy(service: Service, facts: Facts): KeptMigrations | undefined {
  const { code } = service;
  if (code.status !== 'read' || code.manifest === undefined || hasRole(service, 'job', 'datastore')) return undefined;
  const manifest = facts.manifests.find(({ path }) => path === code.manifest);
  const names = manifest?.dependencies.map(({ name }) => name.toLowerCase()) ?? [];
  if (names.some((name) => migratesItself.includes(name))) return undefined;
  const root = code.root ?? directoryOf(code.manifest);
  const rows = migrationFolders.filter(({ packages }) => packages.some((name) => names.includes(name)));
  for (const row of rows) {
    const file = facts.files.paths.findLast((path) => isUnder(path, root) && row.file.test(path));
    if (file !== undefined)
      return { at: service.at, service, tool: row.tool, command: row.command, file, run: mayRun(row, facts) };
  }
  return undefined;
}

/** A start, a job, a call in code, a pipeline, an instruction: whatever speaks of migrations may be what runs them. */
const mayRun = (row: MigrationFolder, facts: Facts): boolean =>
  facts.services.some(
    (service) =>
      startsOf(service, facts).some(
        ({ migration, start }) => migration !== undefined || speaksOfMigration.test(start.argv.join(' ')),
      ) ||
      factsOf(service, 'migration').length > 0 ||
      speaksOfMigration.test(service.name),
  ) ||
  facts.code.some(
    ({ path, facts: found }) =>
      found.some(({ kind }) => kind === 'migration') || (speaksOfMigration.test(path) && !row.file.test(path)),
  ) ||
  facts.companions.some(({ kind }) => kind === 'migrates') ||
  facts.dockerfiles.some(({ stages }) =>
    stages.some(({ instructions }) =>
      instructions.some((one) => one.kind === 'run' && speaksOfMigration.test(one.script)),
    ),
  );

/** Of a name, a path, a command or a script. */
export const speaksOfMigration = /migrat|\bdb:?push\b/i;
