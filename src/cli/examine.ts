/** From paths on disk to facts and a report: the way every command that reads a repository goes. */
import { rules as allRules } from '../../rules/index.ts';
import { type Discovery, discover, PathError, withPrograms } from '../discover/index.ts';
import type { Witness } from '../discover/witness.ts';
import { suppressionRule } from '../engine/index.ts';
import type { Target } from '../facts/index.ts';
import type { Rule } from '../kit/index.ts';
import { type Linted, lint, type Setup } from '../lint.ts';
import { readers } from '../readers/index.ts';
import { type FileTree, joined } from '../source/index.ts';
import { suggestion } from './nearest.ts';
import { unreadEntries, withImports, withShippedPrograms } from './programs.ts';
import type { StoredReadings } from './readings/index.ts';
import { openWorkshop } from './readings/workshop.ts';
import { homeOf, settingsFor } from './settings.ts';
import { UsageError } from './streams.ts';

export interface Examined extends Linted {
  readonly discovery: Discovery;
  /** The same run on other texts of the same files. */
  readonly again: (tree: FileTree) => Linted;
}

export interface Examination {
  /** Stands above what the configuration says. */
  readonly target?: Target;
  /** Instead of the built-in ones. */
  readonly rules?: readonly Rule[];
  /** What a single word that is no path may have meant. */
  readonly commands?: readonly string[];
  readonly progress?: Setup['progress'];
  /** Readings of earlier runs over this root; absent: every file is read. */
  readonly readings?: (root: string) => StoredReadings | undefined;
  /** Also programs that no image ships. */
  readonly everything?: boolean;
  /** Told of all that the answer rests on. */
  readonly witness?: Witness;
  /** Told of the repository once its files are found. */
  readonly onRoot?: (root: string) => void;
  /** Does the long part of the work. */
  readonly around?: <T>(work: () => T) => T;
}

export async function examine(
  base: string,
  paths: readonly string[],
  {
    target,
    rules,
    commands = [],
    progress,
    readings,
    everything = false,
    witness,
    onRoot,
    around = (work) => work(),
  }: Examination = {},
): Promise<Examined> {
  let discovery: Discovery;
  try {
    discovery = await discover(base, paths, readers, homeOf, witness);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    throw new UsageError(`${error.message}.${suggestion(paths[0] ?? '', commands)}`);
  }
  const { root, listing, repository, whole } = discovery;
  onRoot?.(root);
  const { settings, files } = await settingsFor(root, listing, [...(rules ?? allRules), suppressionRule], witness);
  const workshop = openWorkshop(listing, readings?.(root), around);
  const chosen = target ? { ...settings, target } : settings;
  const today = new Date().toISOString().slice(0, 10);
  const look = async (found: Discovery): Promise<Examined> => {
    const tree = joined(found.tree, Object.fromEntries(files));
    const setup: Setup = { listing, repository, gaps: found.gaps, rules, settings: chosen, today, partial: !whole };
    const linted = await workshop.run(tree, (reading) => lint(tree, { ...setup, ...reading, progress }));
    return {
      ...linted,
      discovery: { ...found, tree },
      again: (changed) => lint(changed, { ...setup, ...workshop.loaded() }),
    };
  };
  const found = everything
    ? withPrograms(discovery, discovery.programs)
    : await withShippedPrograms(discovery, workshop, progress);
  const first = await look(found);
  const entries = unreadEntries(first.facts, found);
  const examined = entries.length === 0 ? first : await look(await withImports(found, entries, workshop));
  workshop.save();
  return examined;
}
