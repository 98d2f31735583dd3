/** Compares settings with the rows of their language. */
import type { StateFact, StoreChoice } from '../../facts/code.ts';
import { base, choiceOf, inMemory, isRandom, isTemporary, libraryOf, scopeOf } from './match.ts';
import type { SettingSite, Value } from './program.ts';
import type { SettingRow, Tables } from './row.ts';
import { itemOf, literalOf, nameOf, textOf, variableIn } from './values.ts';

/** A setting that says where state is kept. */
export function factsOfSetting(setting: SettingSite, tables: Tables): readonly StateFact[] {
  const rows = tables.settings.flatMap((row) => spelled(row, setting));
  return rows.flatMap((row): readonly StateFact[] => {
    const value = valueUnder(setting, row);
    // A mapping is asked for its keys.
    if (value?.kind === 'map') return [];
    if (value === undefined || literalOf(value) === null) return ofAbsent(setting, row);
    if (row.owner !== undefined && (!setting.owner || nameOf(setting.owner) !== row.owner)) return [];
    if (row.is === 'random' && !isRandom(value, tables.random)) return [];
    const scope = row.is === 'random' ? 'local' : scopeOf(value, row);
    if (scope === 'absent') return [];
    const choice = row.is === 'random' ? undefined : (choiceOf(value, row) ?? insteadOf(row, scope));
    const text = variableIn(value) === undefined ? textOf(value) : undefined;
    const follows =
      text !== undefined && row.follows && Object.hasOwn(row.follows, text) ? row.follows[text] : undefined;
    const file = row.path === undefined ? undefined : row.path === true ? value : sibling(setting, row, row.path);
    const path = file && textOf(file);
    if (isTemporary(path) || inMemory(path)) return [];
    const variable = variableIn(value) ?? (file && variableIn(file));
    return [
      {
        ...base(row, setting, variable),
        module: libraryOf(setting.owner?.module ?? ''),
        scope,
        ...(choice ? { choice } : {}),
        ...(setting.layered ? { key: row.name } : {}),
        ...(row.declares ? { declares: true } : {}),
        ...(setting.overruled ? { unlessSet: true } : {}),
        ...(follows ? { follows: [follows] } : {}),
        ...(row.refers && textOf(value) !== undefined ? { refers: textOf(value)! } : {}),
        ...(row.locked === undefined ? {} : { locked: row.locked }),
        ...(row.destroys ? { destroys: true } : {}),
        ...(row.ships ? { ships: true } : {}),
        ...(path === undefined ? {} : { path }),
      },
    ];
  });
}

/** `handlers.*.class` stands for one row for each key of the mapping. */
function spelled(row: SettingRow, { name, value }: SettingSite): readonly SettingRow[] {
  const star = row.name.indexOf('.*.');
  if (star === -1) return [row];
  const around = row.name.slice(0, star);
  if (!`${around}.`.startsWith(`${name}.`)) return [];
  const inside = around === name ? value : itemOf(value, around.slice(name.length + 1));
  const keys = inside?.kind === 'map' ? inside.entries.map(({ key }) => key) : [];
  return keys.map((key) => ({ ...row, name: `${around}.${key}${row.name.slice(star + 2)}` }));
}

const insteadOf = ({ instead }: SettingRow, unset: StateFact['scope']): StoreChoice | undefined =>
  instead && { ...instead, unset };

/** The mapping is there, and the key is left to the framework. */
function ofAbsent(setting: SettingSite, row: SettingRow): readonly StateFact[] {
  const around = row.name.slice(0, row.name.lastIndexOf('.'));
  const { value } = setting;
  const written = value.kind === 'map' || literalOf(value) === true || literalOf(value) === null;
  if (row.absent === undefined || setting.name !== around || !written) return [];
  return [{ ...base(row, setting, undefined), module: libraryOf(setting.owner?.module ?? ''), scope: row.absent }];
}

/** The value a row asks for: of the setting itself, or of a key inside it. */
function valueUnder({ name, value }: SettingSite, row: SettingRow): Value | undefined {
  if (row.name === name) return value;
  return row.name.startsWith(`${name}.`) ? itemOf(value, row.name.slice(name.length + 1)) : undefined;
}

const sibling = ({ name, value }: SettingSite, row: SettingRow, path: string): Value | undefined => {
  const inside = row.name
    .slice(name.length + 1)
    .split('.')
    .slice(0, -1);
  return itemOf(value, [...inside, path].join('.'));
};
