import { defineRule } from '../../src/kit/index.ts';
import devDependenciesInImage from './dev-dependencies-in-image.ts';
import devDependencyImported from './dev-dependency-imported.ts';
import hostDependencyMount from './host-dependency-mount.ts';
import hostToolAssumed from './host-tool-assumed.ts';
import lockfileConflict from './lockfile-conflict.ts';
import lockfileMissing from './lockfile-missing.ts';
import lockfileNotCopied from './lockfile-not-copied.ts';
import lockfileNotEnforced from './lockfile-not-enforced.ts';
import stageAbiMismatch from './stage-abi-mismatch.ts';
import undeclaredImport from './undeclared-import.ts';

export default defineRule({
  factor: 2,
  id: 'dependencies',
  title: 'Dependencies',
  principle: 'All dependencies are declared exactly and isolated from the machine.',
  swarm:
    'A task can land on any node: what is not in the image is not there, and what is not locked differs from build to build.',
  address: 'https://12factor.net/dependencies',
  checks: [
    lockfileMissing,
    lockfileNotEnforced,
    lockfileConflict,
    hostDependencyMount,
    lockfileNotCopied,
    stageAbiMismatch,
    devDependenciesInImage,
    hostToolAssumed,
    undeclaredImport,
    devDependencyImported,
  ],
});
