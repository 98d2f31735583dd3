/** Checks that rely on no fact of a running Swarm that could be measured here, and why. */

const build = 'about what a build puts into the image, before Swarm sees it';
const repository = 'about the repository and its history';
const code = 'about what the program does with its settings';

export const elsewhere: Readonly<Record<string, string>> = {
  'codebase/not-version-controlled': repository,
  'codebase/build-context-missing': build,
  'codebase/untracked-deploy-input': build,
  'codebase/unpinned-external-source': build,
  'codebase/duplicated-app-per-environment': repository,
  'codebase/shared-source-outside-package': repository,
  'dependencies/lockfile-missing': build,
  'dependencies/lockfile-not-enforced': build,
  'dependencies/lockfile-conflict': build,
  'dependencies/lockfile-not-copied': build,
  'dependencies/dev-dependencies-in-image': build,
  'dependencies/host-tool-assumed': build,
  'dependencies/undeclared-import': build,
  'config/secret-in-image': build,
  'config/env-file-committed': repository,
  'config/build-time-variable-at-runtime': build,
  'config/unused-env': code,
  'config/hardcoded-secret': repository,
  'config/environment-config-in-code': code,
  'build-release-run/rebuild-per-environment': build,
  'dev-prod-parity/backing-version-mismatch': 'about versions of databases',
  'dev-prod-parity/runtime-version-mismatch': build,
  'dev-prod-parity/dev-mode-in-prod': code,
  'dev-prod-parity/dev-stage-deployed': build,
  'dev-prod-parity/backing-type-mismatch': 'about kinds of databases',
  'dev-prod-parity/env-set-divergence': code,
  'admin-processes/migration-step-missing': 'about what a pipeline leaves out',
  'admin-processes/one-off-image-skew': 'about which image and settings two services have',
  'cluster/manager-runs-tasks': 'a manager that is slow under load: no measurement that says the same twice',
  'cluster/engine-skew': 'would need two versions of the engine on one machine',
  'cluster/not-deployed': 'compares files with what runs',
  'cluster/unused-secret': 'compares what is stored with what is used',
  'cluster/unused-config': 'compares what is stored with what is used',
};
