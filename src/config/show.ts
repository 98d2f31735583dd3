/** The configuration that holds, as YAML: what presets, files and patterns come to. */
import { stringify } from 'yaml';
import { coveredBy } from '../facts/index.ts';
import { levelRuleFor } from '../facts/level-rules.ts';
import { type Acceptance, type Level, type LevelRule, noCluster, type Settings } from '../facts/settings.ts';
import type { Text } from '../source/index.ts';

export interface GradedCheck {
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'info';
}

/** `path`: only what holds for findings there, relative to the root. `files`: what the configuration is made of. */
export function showSettings(
  settings: Settings,
  checks: readonly GradedCheck[],
  files: readonly string[],
  path?: string,
): string {
  const { target, deploys, production, development, cluster, acceptances = [] } = settings;
  const { daemonLogging, sharedVolumes, environment, ...known } = cluster ?? noCluster;
  const ignore = acceptances.filter(({ paths }) => path === undefined || paths === undefined || coveredBy(path, paths));
  const content = {
    target,
    production: rawOf(production),
    development: rawOf(development),
    deploys: some(
      deploys.map((deploy) => ({
        files: rawOf(deploy.files),
        stack: deploy.stack?.raw,
        environment: deploy.environment,
      })),
    ),
    cluster: cluster && {
      ...known,
      sharedVolumes: some(sharedVolumes),
      environment: some(environment),
      daemonLogging: daemonLogging && { driver: daemonLogging.driver, 'max-size': daemonLogging.maxSize },
    },
    checks: checksAt(settings, checks, path),
    overrides: path === undefined ? some(overridesOf(settings, checks)) : undefined,
    ignore: some(ignore.map(shownAcceptance)),
  };
  const from =
    files.length > 0 ? files.map((file) => JSON.stringify(file)).join(', ') : 'no file: all as it is by itself';
  return `# from ${from}\n${stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
const rawOf = (texts: readonly Text[] | undefined): readonly string[] | undefined => texts?.map(({ raw }) => raw);

/** Checks that are not what they are by themselves. */
function checksAt(settings: Settings, checks: readonly GradedCheck[], path: string | undefined) {
  const changed = checks.flatMap((check): readonly (readonly [string, Level])[] => {
    const rule = levelRuleFor(check.id, path, settings);
    const level = rule && levelIn(rule, check);
    return level === undefined || level === check.severity ? [] : [[check.id, level]];
  });
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

function levelIn({ level }: LevelRule, { severity }: GradedCheck): Level {
  if (level === 'own') return severity;
  if (level !== 'louder') return level;
  return severity === 'info' ? 'warning' : 'error';
}

/** Without what a later rule for all paths stands above; neighbours for the same paths are one entry. */
function overridesOf({ levels = [] }: Settings, checks: readonly GradedCheck[]): readonly Override[] {
  const found: Override[] = [];
  for (const [index, rule] of levels.entries()) {
    const later = levels.slice(index + 1).filter(({ paths }) => paths === undefined);
    const left = checks.filter(
      ({ id }) => rule.checks.ids.includes(id) && !later.some((one) => one.checks.ids.includes(id)),
    );
    if (rule.paths === undefined || left.length === 0) continue;
    const paths = rule.paths.map(({ raw }) => raw);
    const own = Object.fromEntries(left.map((check) => [check.id, levelIn(rule, check)]));
    const last = found.at(-1);
    if (last && String(last.paths) === String(paths))
      found[found.length - 1] = { paths, checks: { ...last.checks, ...own } };
    else found.push({ paths, checks: own });
  }
  return found;
}

interface Override {
  readonly paths: readonly string[];
  readonly checks: Readonly<Record<string, Level>>;
}

const shownAcceptance = ({ checks, paths, services, reason, until }: Acceptance) => ({
  checks: checks.map(({ name }) => name),
  paths: rawOf(paths),
  services,
  reason,
  until,
});
