import { defineRule } from '../../src/kit/index.ts';
import dependsOnIgnored from './depends-on-ignored.ts';
import embeddedDatabase from './embedded-database.ts';
import hardcodedEndpoint from './hardcoded-endpoint.ts';
import localhostEndpoint from './localhost-endpoint.ts';
import poolExceedsServer from './pool-exceeds-server.ts';
import publishedDatastore from './published-datastore.ts';
import statefulScaled from './stateful-scaled.ts';
import statefulStartFirst from './stateful-start-first.ts';
import statefulVolumeMissing from './stateful-volume-missing.ts';
import statefulVolumeUnpinned from './stateful-volume-unpinned.ts';

import unresolvableHost from './unresolvable-host.ts';
import vipIdleTimeout from './vip-idle-timeout.ts';

export default defineRule({
  factor: 4,
  id: 'backing-services',
  title: 'Backing services',
  principle: 'Databases, queues and caches are attached resources, reached over the network.',
  swarm: 'Swarm moves tasks between nodes; data does not move with them.',
  address: 'https://12factor.net/backing-services',
  checks: [
    statefulVolumeUnpinned,
    statefulVolumeMissing,
    statefulScaled,
    statefulStartFirst,
    embeddedDatabase,
    localhostEndpoint,
    publishedDatastore,
    unresolvableHost,
    dependsOnIgnored,
    hardcodedEndpoint,
    poolExceedsServer,
    vipIdleTimeout,
  ],
});
