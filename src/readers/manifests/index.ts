import type { Reader } from '../../facts/reading.ts';
import { cargoReader } from './cargo.ts';
import { composerReader } from './composer.ts';
import { dotnetReader } from './dotnet.ts';
import { gemfileReader } from './gemfile.ts';
import { goModReader } from './go-mod.ts';
import { gradleReader } from './gradle.ts';
import { lockReader } from './locks/index.ts';
import { mavenReader } from './maven.ts';
import { mixReader } from './mix.ts';

import { packageJsonReader } from './package-json.ts';
import { pipfileReader } from './pipfile.ts';
import { pyprojectReader } from './pyproject.ts';
import { requirementsReader } from './requirements.ts';
import { setupCfgReader } from './setup-cfg.ts';
import { setupPyReader } from './setup-py.ts';

export const manifestReaders: readonly Reader[] = [
  packageJsonReader,
  requirementsReader,
  pyprojectReader,
  pipfileReader,
  composerReader,
  dotnetReader,
  goModReader,
  gemfileReader,
  mavenReader,
  gradleReader,
  mixReader,
  cargoReader,
  lockReader,
  setupCfgReader,
  setupPyReader,
];
