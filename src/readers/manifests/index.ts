import type { Reader } from '../../facts/reading.ts';
import { composerReader } from './composer.ts';
import { dotnetReader } from './dotnet.ts';
import { goModReader } from './go-mod.ts';
import { lockReader } from './locks.ts';
import { otherManifestReader } from './others.ts';
import { packageJsonReader } from './package-json.ts';
import { pyprojectReader } from './pyproject.ts';
import { requirementsReader } from './requirements.ts';

export const manifestReaders: readonly Reader[] = [
  packageJsonReader,
  requirementsReader,
  pyprojectReader,
  composerReader,
  dotnetReader,
  goModReader,
  lockReader,
  otherManifestReader,
];
