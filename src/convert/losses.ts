/** What is lost with a key that Swarm's loader refuses. The tables of the loader weigh what it drops; what it refuses is weighed here. */
import type { Weight } from '../facts/swarm/notes.ts';

/** Isolation, access or data that the service relies on. */
const heavy = new Set(
  'gpus runtime group_add device_cgroup_rules cgroup post_start pre_stop provider models use_api_socket storage_opt label_file volumes_from volume_driver pid devices'.split(
    ' ',
  ),
);
/** Of no use in a cluster, or done by Swarm in its own way. */
const none = new Set(
  'develop attach pull_policy pull_refresh_after check_duplicate enable_ipv4 name app_protocol'.split(' '),
);

export function costOf(path: readonly string[]): Weight {
  const key = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
  return heavy.has(key) ? 'heavy' : none.has(key) ? 'none' : 'light';
}
