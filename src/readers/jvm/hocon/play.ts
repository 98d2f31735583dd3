/** What takes more than one key of Play to tell. Sources: https://www.playframework.com/documentation/latest/Evolutions and …/ApplicationSecret */
import { textOf } from '../../code/values.ts';
import type { Setting } from '../settings/sites.ts';
import { plainKey } from '../settings/tables.ts';
import { appliesEvolutions, appliesUnderLock } from './tables.ts';

const isSaid = (settings: readonly Setting[], pattern: RegExp, word: string): boolean =>
  settings.some(({ plain, value }) => pattern.test(plain) && textOf(value)?.toLowerCase() === word);

/** Whether evolutions are applied at all, and whether a lock is taken: a schema for a database in memory harms nothing. */
export function evolved(setting: Setting, settings: readonly Setting[]): readonly Setting[] {
  if (setting.plain !== plainKey(appliesEvolutions)) return [setting];
  const isOff = isSaid(settings, /^play\.evolutions(?:\.db\.[^.]+)?\.enabled$/, 'false');
  const inMemory = settings.some(({ plain, value }) => /url$/.test(plain) && /^jdbc:h2:mem/.test(textOf(value) ?? ''));
  if (isOff || inMemory) return [];
  const locks = isSaid(settings, /^play\.evolutions(?:\.db\.[^.]+)?\.uselocks$/, 'true');
  return locks ? [{ ...setting, plain: plainKey(appliesUnderLock) }] : [setting];
}

export const isSecretKey = (plain: string): boolean => /^(?:play\.http\.secret\.key|application\.secret)$/.test(plain);

/** With `changeme` Play refuses to start in production: nothing is protected by it. */
export const isMeant = ({ plain, value }: Pick<Setting, 'plain' | 'value'>): boolean =>
  !isSecretKey(plain) || textOf(value) !== 'changeme';
