import { defineRule } from '../../src/kit/index.ts';
import buildContextMissing from './build-context-missing.ts';
import duplicatedAppPerEnvironment from './duplicated-app-per-environment.ts';
import imageNameCollision from './image-name-collision.ts';
import mixedRevisionStack from './mixed-revision-stack.ts';
import notVersionControlled from './not-version-controlled.ts';
import sharedSourceOutsidePackage from './shared-source-outside-package.ts';
import unpinnedExternalSource from './unpinned-external-source.ts';
import untrackedDeployInput from './untracked-deploy-input.ts';

export default defineRule({
  factor: 1,
  id: 'codebase',
  title: 'Codebase',
  principle: 'One codebase under version control, many deploys of it.',
  swarm:
    'Every node must run the same revision; only a tracked, immutable build makes that true and leaves something to roll back to.',
  address: 'https://12factor.net/codebase',
  checks: [
    notVersionControlled,
    buildContextMissing,
    imageNameCollision,
    mixedRevisionStack,
    untrackedDeployInput,
    unpinnedExternalSource,
    duplicatedAppPerEnvironment,
    sharedSourceOutsidePackage,
  ],
});
