import { defineRule } from '../../src/kit/index.ts';
import buildAtStart from './build-at-start.ts';
import buildOnSwarmNode from './build-on-swarm-node.ts';
import commandNotShell from './command-not-shell.ts';
import deployRemovesFirst from './deploy-removes-first.ts';
import fireAndForgetDeploy from './fire-and-forget-deploy.ts';
import imageNeverBuilt from './image-never-built.ts';
import imperativeDrift from './imperative-drift.ts';
import missingRegistryAuth from './missing-registry-auth.ts';
import mutableImageTag from './mutable-image-tag.ts';
import noImage from './no-image.ts';
import noRollbackPolicy from './no-rollback-policy.ts';
import rebuildPerEnvironment from './rebuild-per-environment.ts';
import serviceCreateRejected from './service-create-rejected.ts';
import sourceBindMount from './source-bind-mount.ts';
import stackKeyIgnored from './stack-key-ignored.ts';
import stackRejected from './stack-rejected.ts';
import unpullableImage from './unpullable-image.ts';

export default defineRule({
  factor: 5,
  id: 'build-release-run',
  title: 'Build, release, run',
  principle: 'Building, releasing and running are separate steps.',
  swarm: 'Swarm never builds: it runs images that every node can pull, and it reads stack files with its own loader.',
  address: 'https://12factor.net/build-release-run',
  checks: [
    stackRejected,
    serviceCreateRejected,
    stackKeyIgnored,
    noImage,
    mutableImageTag,
    unpullableImage,
    imageNeverBuilt,
    missingRegistryAuth,
    buildAtStart,
    sourceBindMount,
    commandNotShell,
    noRollbackPolicy,
    imperativeDrift,
    deployRemovesFirst,
    fireAndForgetDeploy,
    buildOnSwarmNode,
    rebuildPerEnvironment,
  ],
});
