/** What makes a file a snapshot of a Swarm, and what stands in it for what must not be stored. */

/** The first key of a snapshot; its value counts up on incompatible changes. */
export const SNAPSHOT_KEY = 'swarm-lint-snapshot';
export const SNAPSHOT_VERSION = 1;

/** Stands where a secret stood. */
export const HIDDEN = '***';

/** Label of `docker stack deploy`: the stack a service belongs to. */
export const NAMESPACE_LABEL = 'com.docker.stack.namespace';
/** The image as the stack file names it. */
export const IMAGE_LABEL = 'com.docker.stack.image';
