/** Named configurations to build on. */
import type { LevelRule } from '../facts/settings.ts';

export interface Preset {
  readonly about: string;
  /** What every check gets; absent: nothing changes. */
  readonly level?: LevelRule['level'];
}

export const presets: Readonly<Record<string, Preset>> = {
  recommended: { about: 'what holds without any configuration: every check is on, with its own severity' },
  strict: { about: 'every check one step louder: notes become warnings, warnings errors', level: 'louder' },
  all: {
    about: 'every check is on, with its own severity, also what an entry before switched off',
    level: 'own',
  },
};

export const presetNames: readonly string[] = Object.keys(presets);
