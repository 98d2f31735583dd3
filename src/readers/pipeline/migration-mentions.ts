/** Where automation and instructions speak of migrations: enough to know that somebody thinks of them. */
import type { Reader } from '../../facts/reading.ts';
import { fileNameOf, span } from '../../source/index.ts';
import { isPipelineOrScript } from './automation.ts';

/** Files that name commands for people and platforms. */
const others = /^(Procfile|[Jj]ustfile|Taskfile\.ya?ml|Rakefile|fly\.toml|render\.yaml|app\.json|.*\.(md|markdown))$/;

const speaks =
  /migrat(e|es|ion|ions|ing)\b|\bdb:?[-_ ]?(push|prepare|deploy|sync|update|upgrade|schema)\b|\bschema[-_:](push|update|sync)\b/i;

export const migrationMentionReader: Reader = {
  name: 'migration-mentions',
  claims: (path) => others.test(fileNameOf(path)) || isPipelineOrScript(path),
  read: ({ path, text }) => {
    const found = speaks.exec(text);
    if (!found) return {};
    const at = span(path, found.index, found.index + found[0].length);
    return { companions: [{ at, path, kind: 'migrates' }] };
  },
};
