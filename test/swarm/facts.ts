/**
 * What our checks take for granted about Swarm while it runs. Each fact is measured by the experiment of the same name in `<theme>.test.ts`, and every
 * check is either here or, with the reason, in `elsewhere.ts`. A fact that turns out otherwise is right, and the words of its checks are wrong.
 */

export interface RuntimeFact {
  readonly says: string;
  /** Checks whose rationale or message relies on it. */
  readonly checks: readonly string[];
  /** What it cannot be measured without: IPVS in the kernel, an engine or a command of at least that version. */
  readonly needs?: { readonly ipvs?: true; readonly client?: number; readonly engine?: number };
}

type Facts = Readonly<Record<string, Readonly<Record<string, RuntimeFact>>>>;

/** Where Docker's documentation tells of each theme, as far as it does. */
export const sources = {
  deploy: 'https://docs.docker.com/reference/cli/docker/stack/deploy/',
  lifecycle: 'https://docs.docker.com/engine/swarm/how-swarm-mode-works/swarm-task-states/',
  updates: 'https://docs.docker.com/engine/swarm/services/#configure-a-services-update-behavior',
  nodes: 'https://docs.docker.com/engine/swarm/services/#control-service-placement',
  network: 'https://docs.docker.com/engine/swarm/networking/',
  registry: 'https://docs.docker.com/engine/swarm/services/#specify-the-image-version-a-service-should-use',
} as const;

export const facts = {
  deploy: {
    'needs-an-image': {
      says: 'a service with build and without image makes the deploy fail: Swarm never builds',
      checks: ['build-release-run/no-image'],
    },
    'refuses-keys-of-compose': {
      says: 'keys and types that only Compose knows, constraints with one equals sign and undeclared volumes make the deploy fail',
      checks: ['build-release-run/stack-rejected', 'concurrency/pinned-placement'],
    },
    'ignores-depends-on': {
      says: 'a list under depends_on changes nothing, a map makes the deploy fail',
      checks: ['backing-services/depends-on-ignored', 'build-release-run/stack-rejected'],
    },
    'global-takes-no-replicas': {
      says: 'mode global with replicas makes the deploy fail',
      checks: ['build-release-run/stack-rejected'],
    },
    'dnsrr-takes-no-port-of-the-mesh': {
      says: 'endpoint_mode dnsrr with a port of the routing mesh makes the deploy fail',
      checks: ['build-release-run/stack-rejected'],
    },
    'bounds-secrets-and-configs': {
      says: 'empty secrets and configs, and those of 500 KiB and 1000 KiB, make the deploy fail',
      checks: ['build-release-run/stack-rejected'],
    },
    'drops-keys-with-a-line': {
      says: 'container_name, devices, ipc, network_mode, pid, privileged, security_opt and shm_size are named in one line and dropped',
      checks: ['build-release-run/stack-key-ignored', 'backing-services/unresolvable-host'],
    },
    'drops-tmpfs-without-a-word': {
      says: 'tmpfs is dropped without a word; the long form of a mount makes one',
      checks: ['build-release-run/stack-key-ignored'],
    },
    'keeps-what-old-tables-call-ignored': {
      says: 'init, cap_add, sysctls, ulimits, read_only, extra_hosts, dns, user, hostname and stop_signal reach the container',
      checks: [
        'build-release-run/stack-key-ignored',
        'disposability/wrong-stop-signal',
        'disposability/pid1-no-reaper',
        'backing-services/vip-idle-timeout',
      ],
    },
    'reads-some-values-otherwise': {
      says: 'the mode 440 is decimal and becomes 0670; the options z and Z of a mount are dropped',
      checks: ['build-release-run/stack-key-ignored'],
    },
    'takes-one-letter-for-a-drive': {
      says: 'a volume whose name is one letter becomes a mount of a Windows drive, and every task is rejected',
      checks: ['build-release-run/stack-key-ignored'],
    },
    'tells-labels-of-service-and-container-apart': {
      says: 'labels beside image are of the container, those under deploy.labels of the service',
      checks: ['port-binding/proxy-labels'],
    },
    'drops-the-host-ip-of-ports': {
      says: 'the address in 127.0.0.1:80:80 is dropped with a line, and the port is one of all nodes; service create refuses the address',
      checks: [
        'port-binding/host-ip-ignored',
        'backing-services/published-datastore',
        'dev-prod-parity/dev-only-service-in-stack',
        'build-release-run/service-create-rejected',
      ],
    },
    'gives-a-published-port-to-one-service': {
      says: 'a second service of the cluster with a port of the mesh is refused: port is already in use by service',
      checks: ['port-binding/published-port-clash'],
    },
    'deploys-half-of-a-stack': {
      says: 'a deploy that is refused half way leaves the networks and secrets it had made',
      checks: ['port-binding/published-port-clash', 'build-release-run/stack-rejected'],
    },
    'never-changes-configs-and-secrets': {
      says: 'changed content under the same name stops the deploy before any service, with "only updates to Labels are allowed"; another name is taken',
      checks: ['config/immutable-config-update'],
    },
    'reads-variables-of-the-deployer-alone': {
      says: 'variables come from whoever deploys, never from .env; what is not set becomes empty without a word, and ${X:?} stops the deploy',
      checks: ['config/interpolation-unset', 'config/default-secret'],
    },
    'reads-env-files-line-by-line': {
      says: 'an env_file keeps quotes, comments and references in values; a blank in a name stops the deploy',
      checks: ['config/env-file-dialect'],
    },
    'splits-commands-without-a-shell': {
      says: 'a command is split at blanks, and && and > become arguments; sh -c takes one word as its script',
      checks: ['build-release-run/command-not-shell'],
    },
    'gives-containers-the-variables-of-the-definition-alone': {
      says: 'a container has the variables of its service and image and no others, and everybody who may inspect the service reads them',
      checks: ['config/required-env-missing', 'config/secret-in-stack-env', 'config/secret-file-var-holds-value'],
    },
    'hands-over-secrets-as-files': {
      says: 'a secret is a file below /run/secrets, readable for all users of the container, and never a variable',
      checks: ['config/secret-file-not-consumed', 'config/secret-file-var-holds-value'],
    },
    'create-knows-other-flags-than-run': {
      says: 'docker service create knows no --privileged, --device, -v, --restart, --memory, --net, --security-opt, --rm and --gpus',
      checks: ['build-release-run/service-create-rejected'],
    },
    'says-yes-to-what-never-runs': {
      says: 'docker stack deploy ends well and at once, whether or not the image or the program exists',
      checks: [
        'build-release-run/fire-and-forget-deploy',
        'admin-processes/task-needs-dev-deps',
        'build-release-run/unpullable-image',
        'concurrency/pinned-placement',
      ],
    },
    'ignores-fixed-addresses-and-knows-the-host-network': {
      says: 'ipv4_address is ignored; the network of the node is to be had as an external network',
      checks: ['build-release-run/stack-key-ignored'],
    },
  },

  lifecycle: {
    'restarts-what-restart-no-shall-not': {
      says: 'restart: "no" becomes condition any: a task that ended well is followed by another after five seconds',
      checks: ['admin-processes/one-off-restarts-forever', 'cluster/task-flapping'],
    },
    'restarts-what-crashes-every-five-seconds': {
      says: 'a task that fails is followed by another after five seconds, without end and without longer pauses',
      checks: [
        'config/required-env-missing',
        'config/secret-file-var-holds-value',
        'dependencies/dev-dependency-imported',
        'dependencies/stage-abi-mismatch',
        'backing-services/depends-on-ignored',
        'backing-services/localhost-endpoint',
        'build-release-run/build-at-start',
        'admin-processes/task-needs-dev-deps',
        'admin-processes/admin-code-not-shipped',
        'admin-processes/migrate-on-start',
        'admin-processes/migrate-in-code',
        'admin-processes/destructive-on-start',
        'cluster/task-flapping',
        'cluster/task-rejected',
      ],
    },
    'ends-with-a-clean-exit-under-on-failure': {
      says: 'with on-failure a clean exit is final, and the service stays below its replicas',
      checks: ['disposability/restart-gives-up', 'admin-processes/one-off-restarts-forever'],
    },
    'runs-once-with-condition-none': {
      says: 'condition none runs a task once, and restart beside a restart_policy is ignored',
      checks: ['admin-processes/one-off-restarts-forever'],
    },
    'gives-up-after-max-attempts': {
      says: 'max_attempts 2 without a window allows three runs, and then none for ever',
      checks: ['disposability/restart-gives-up', 'backing-services/depends-on-ignored'],
    },
    'rejects-missing-bind-paths': {
      says: 'a bind mount of a path that the node lacks rejects the task again and again; create_host_path does not help',
      checks: ['config/config-bind-mount', 'build-release-run/source-bind-mount', 'dependencies/host-dependency-mount'],
    },
    'shows-lack-of-memory-as-137': {
      says: 'a task that passes its limit of memory is shown as non-zero exit (137), and nothing speaks of memory',
      checks: ['concurrency/heap-exceeds-limit', 'concurrency/no-resource-limits'],
    },
    'runs-jobs-again-on-every-deploy': {
      says: 'a job runs once, and again on every deploy of an unchanged file',
      checks: ['admin-processes/one-off-restarts-forever'],
    },
    'kills-at-the-end-of-the-grace-period': {
      says: 'a task that is stopped gets SIGTERM after two seconds and SIGKILL ten seconds later, and ends with 137',
      checks: [
        'disposability/no-sigterm-handler',
        'disposability/signal-not-delivered',
        'disposability/grace-too-short',
        'disposability/worker-acks-early',
        'concurrency/background-work-in-web',
        'logs/buffered-stdout',
      ],
    },
    'waits-for-stop-grace-period': {
      says: 'stop_grace_period decides how long that is',
      checks: [
        'disposability/grace-too-short',
        'disposability/no-sigterm-handler',
        'disposability/abrupt-exit-handler',
      ],
    },
    'lets-a-handler-end-the-program': {
      says: 'a program that handles SIGTERM ends by itself, and is not killed',
      checks: ['disposability/no-sigterm-handler', 'disposability/abrupt-exit-handler'],
    },
    'first-process-without-handler-ignores-sigterm': {
      says: 'the first process of a container ignores SIGTERM when it has no handler, and is killed',
      checks: ['disposability/no-sigterm-handler'],
    },
    'init-ends-a-program-without-handler-at-once': {
      says: 'behind an init the same program ends at once, with 143',
      checks: ['disposability/no-sigterm-handler'],
    },
    'sends-the-stop-signal': {
      says: 'stop_signal replaces SIGTERM',
      checks: ['disposability/wrong-stop-signal'],
    },
    'a-shell-keeps-sigterm': {
      says: 'a shell that waits for the program keeps SIGTERM to itself; one that makes way for it (exec, or the last command in busybox) does not',
      checks: ['disposability/signal-not-delivered', 'logs/tail-as-process', 'dev-prod-parity/dev-server-in-prod'],
    },
    'ends-with-its-first-process': {
      says: 'a container ends with its first process, whatever runs beside it, and the next task starts',
      checks: ['concurrency/daemonized', 'concurrency/multi-process-container', 'logs/tail-as-process'],
    },
    'loses-what-is-outside-of-volumes': {
      says: 'a new task has a new container and new anonymous volumes; only named volumes are kept',
      checks: [
        'backing-services/stateful-volume-missing',
        'backing-services/embedded-database',
        'processes/local-upload',
        'processes/local-state-file',
        'processes/local-session',
        'processes/module-state',
        'concurrency/in-memory-queue',
        'logs/file-logging',
      ],
    },
    'keeps-the-files-of-the-first-image-in-a-volume': {
      says: 'a volume over a folder of the image keeps the files of the first image it met',
      checks: [
        'build-release-run/source-bind-mount',
        'dependencies/host-dependency-mount',
        'port-binding/not-self-contained',
      ],
    },
    'counts-a-task-when-it-is-healthy': {
      says: 'with a health check a task counts once it is healthy, without one as soon as its process exists',
      checks: [
        'disposability/no-healthcheck',
        'disposability/start-first-without-healthcheck',
        'build-release-run/no-rollback-policy',
      ],
    },
    'replaces-what-is-unhealthy': {
      says: 'a task whose probe fails is killed and replaced, all replicas at once when they fail together',
      checks: [
        'disposability/healthcheck-depends-on-backing',
        'disposability/healthcheck-never-fails',
        'port-binding/port-mismatch',
        'port-binding/ignores-port-env',
      ],
    },
    'never-becomes-healthy-without-the-tool-of-the-probe': {
      says: 'a probe whose program is not in the image ends every task as unhealthy',
      checks: ['disposability/healthcheck-tool-missing', 'disposability/healthcheck-never-fails'],
    },
    'takes-the-health-check-of-the-image': {
      says: 'the health check of the image counts when the stack file has none, and disable: true switches it off',
      checks: ['disposability/no-healthcheck', 'disposability/healthcheck-tool-missing'],
    },
    'starts-for-ever-when-the-probe-lacks-cmd': {
      says: 'a probe that is a list without CMD is never run, and the task stays in "starting" for ever',
      checks: ['disposability/healthcheck-never-fails', 'build-release-run/stack-key-ignored'],
    },
    'reaps-only-with-an-init': {
      says: 'ended children without a parent stay as zombies under Node, and are reaped with init: true',
      checks: ['disposability/pid1-no-reaper'],
    },
    'shows-what-programs-print': {
      says: 'docker service logs shows standard output with json-file and local and nothing with none, and no file; json-file is the default, without bounds',
      checks: [
        'logs/unbounded-driver',
        'logs/file-logging',
        'logs/log-volume',
        'logs/app-ships-logs',
        'logs/buffered-stdout',
        'logs/environment-dump',
      ],
    },
    'needs-what-a-log-driver-needs': {
      says: 'fluentd without a listener keeps the container from starting unless it is async; the node looks the host of a driver up and knows no service',
      checks: ['logs/driver-node-local-endpoint', 'build-release-run/stack-key-ignored'],
    },
    'counts-all-processors-under-a-limit': {
      says: 'a process under a limit of CPUs counts all processors of its node',
      checks: ['concurrency/cpu-count-workers'],
    },
    'starts-replicas-side-by-side-from-one-definition': {
      says: 'replicas start at the same time with the same command and variables; only templates and the host name tell them apart',
      checks: [
        'admin-processes/migrate-on-start',
        'admin-processes/migrate-in-code',
        'admin-processes/destructive-on-start',
        'build-release-run/build-at-start',
        'processes/instance-identity-constant',
        'processes/per-instance-secret',
        'processes/module-state',
        'processes/local-cache',
        'processes/local-rate-limit',
        'concurrency/scheduler-in-replicated-service',
        'concurrency/singleton-scaled',
        'concurrency/non-competing-consumer',
        'backing-services/stateful-scaled',
        'backing-services/pool-exceeds-server',
      ],
    },
    'one-node-is-no-worker': {
      says: 'on a single node a task for workers stays pending: a manager is no worker',
      checks: ['concurrency/pinned-placement', 'cluster/task-pending'],
    },
  },

  updates: {
    'stops-first-and-leaves-a-gap': {
      says: 'with one replica and the default order nothing answers for a while during an update',
      checks: ['concurrency/single-replica'],
    },
    'starts-first-and-overlaps': {
      says: 'with start-first the old and the new task run at the same time, with the same volume',
      checks: [
        'backing-services/stateful-start-first',
        'concurrency/singleton-scaled',
        'concurrency/scheduler-in-replicated-service',
        'backing-services/pool-exceeds-server',
      ],
    },
    'start-first-without-health-check-ends-the-old-task-while-the-new-one-boots': {
      says: 'with start-first and no health check the old task is gone while the new one boots; with one it stays until the new one answers',
      checks: ['disposability/start-first-without-healthcheck', 'disposability/no-healthcheck'],
    },
    'start-first-waits-for-ever-for-a-port-of-the-node': {
      says: 'start-first with a port of the node and no node left never ends; stop-first does',
      checks: ['port-binding/host-mode-conflict'],
    },
    'pauses-an-update-that-fails': {
      says: 'an update whose task fails is paused: that task is started again and again, and those whose turn had not come stay on the old version',
      checks: ['build-release-run/no-rollback-policy', 'cluster/update-stuck', 'cluster/image-skew'],
    },
    'rolls-back-when-it-is-told-to': {
      says: 'with failure_action rollback the release before comes back by itself',
      checks: ['build-release-run/no-rollback-policy', 'cluster/update-stuck'],
    },
    'sees-by-the-health-check-that-an-update-fails': {
      says: 'a failing health check counts as a failed update, and with start-first the old task never stops',
      checks: ['build-release-run/no-rollback-policy', 'disposability/healthcheck-never-fails'],
    },
    'calls-an-update-done-after-the-time-of-monitor': {
      says: 'a task that fails later than monitor after its start does not undo an update',
      checks: ['build-release-run/no-rollback-policy', 'disposability/no-healthcheck'],
    },
    'replaces-one-task-after-the-other': {
      says: 'an update stops the next task after the one before has a successor that runs',
      checks: ['build-release-run/deploy-removes-first'],
    },
    'keeps-the-definition-before-for-a-rollback': {
      says: 'docker service rollback brings the definition before back',
      checks: ['build-release-run/deploy-removes-first'],
    },
    'deploys-only-what-changed': {
      says: 'a deploy restarts only services whose tasks change',
      checks: ['build-release-run/deploy-removes-first'],
    },
    'puts-back-what-was-changed-by-hand': {
      says: 'a deploy puts the replicas and variables of the file back in force',
      checks: ['build-release-run/imperative-drift', 'cluster/drift'],
    },
    'leaves-services-alone-that-left-the-file': {
      says: 'a service that is no longer in the file runs on, unless the deploy prunes',
      checks: ['cluster/not-in-files'],
    },
    'removing-first-ends-every-task': {
      says: 'after docker stack rm nothing answers, and there is nothing to roll back to; volumes stay',
      checks: ['build-release-run/deploy-removes-first'],
    },
  },

  nodes: {
    'spreads-tasks-over-nodes': {
      says: 'without reservations replicas are spread by number over all nodes, and global means one on each',
      checks: ['concurrency/no-resource-limits', 'processes/local-volume-shared'],
    },
    'waits-for-ever-for-a-constraint': {
      says: 'a constraint that no node meets, a key that Swarm does not know and the architecture amd64 leave tasks pending',
      checks: ['concurrency/pinned-placement', 'cluster/task-pending'],
    },
    'meets-constraints-as-they-are-spelt': {
      says: 'values are compared without case, a missing label differs from any value, and a host name ties all replicas to one node',
      checks: ['concurrency/pinned-placement'],
    },
    'bounds-replicas-per-node': {
      says: 'replicas above max_replicas_per_node times nodes stay pending',
      checks: ['concurrency/pinned-placement', 'cluster/task-pending'],
    },
    'gives-a-port-of-the-node-to-one-task': {
      says: 'a port with mode host goes to one task of each node, of whatever service; the others stay pending',
      checks: ['port-binding/host-mode-conflict', 'cluster/task-pending'],
    },
    'rejects-an-image-where-it-is-not': {
      says: 'nodes do not hand images to each other: where one is missing the task is rejected with "No such image"',
      checks: ['build-release-run/unpullable-image', 'build-release-run/build-on-swarm-node', 'cluster/task-rejected'],
    },
    'rejects-a-path-where-it-is-not': {
      says: 'a folder of the machine that deployed is no folder of the nodes: tasks are rejected',
      checks: ['config/config-bind-mount', 'build-release-run/source-bind-mount'],
    },
    'keeps-a-local-volume-on-each-node': {
      says: 'a local volume exists once per node: tasks of one node share it, those of another have other content',
      checks: [
        'processes/local-volume-shared',
        'processes/local-upload',
        'processes/local-state-file',
        'backing-services/stateful-volume-unpinned',
        'backing-services/stateful-scaled',
        'backing-services/embedded-database',
        'concurrency/in-memory-queue',
        'port-binding/not-self-contained',
        'dependencies/host-dependency-mount',
        'logs/log-volume',
      ],
    },
    'creates-missing-external-volumes-empty': {
      says: 'an external volume that does not exist is made, empty, on every node',
      checks: ['backing-services/stateful-volume-unpinned', 'processes/local-volume-shared'],
    },
    'waits-for-ever-for-a-volume-driver': {
      says: 'a volume driver that no node has leaves tasks pending',
      checks: ['cluster/task-pending'],
    },
    'shows-containers-of-one-node-alone': {
      says: 'docker ps and docker exec know the containers of their own node',
      checks: ['admin-processes/exec-into-container'],
    },
    'places-by-reservations-not-by-limits': {
      says: 'tasks are placed by what they reserve; limits do not count',
      checks: ['concurrency/no-resource-limits', 'cluster/task-pending'],
    },
    'drains-a-node-and-brings-nothing-back': {
      says: 'a drained node loses its tasks, and gets none of them back when it is active again',
      checks: ['cluster/node-not-active', 'cluster/same-node'],
    },
    'starts-tasks-of-a-lost-node-elsewhere-without-their-data': {
      says: 'tasks of a node that does not answer start on another with an empty volume, tasks bound to it do not, and the cut-off ones run on',
      checks: [
        'cluster/node-down',
        'cluster/same-node',
        'backing-services/stateful-volume-unpinned',
        'concurrency/pinned-placement',
        'concurrency/singleton-scaled',
      ],
    },
    'lets-nobody-in-with-a-token-that-was-rotated': {
      says: 'a join token lets a machine in until it is rotated',
      checks: ['config/join-token-in-file'],
    },
    'loses-its-leader-with-the-majority': {
      says: 'with one of two managers away nothing can be read or deployed; what runs goes on',
      checks: ['cluster/no-leader', 'cluster/quorum-margin', 'cluster/even-managers', 'cluster/single-manager'],
    },
  },

  network: {
    'finds-services-by-name-and-alias-alone': {
      says: 'services are found by name, stack name, alias and hostname on a common network, not by container_name or host.docker.internal',
      checks: [
        'backing-services/unresolvable-host',
        'backing-services/localhost-endpoint',
        'port-binding/proxy-labels',
      ],
    },
    'lists-running-tasks-under-tasks': {
      says: 'tasks.<service> holds the addresses of healthy tasks, over all nodes',
      checks: ['disposability/healthcheck-never-fails', 'disposability/no-healthcheck'],
    },
    'takes-a-sick-task-out-of-the-names-before-it-ends-it': {
      says: 'a task that becomes unhealthy gets no traffic by name while it is ended',
      checks: ['disposability/healthcheck-never-fails', 'disposability/healthcheck-depends-on-backing'],
    },
    'lists-all-addresses-with-dnsrr': {
      says: 'with dnsrr the name of a service leads to all of its tasks',
      checks: [
        'processes/local-session',
        'processes/local-realtime',
        'backing-services/stateful-scaled',
        'backing-services/vip-idle-timeout',
      ],
    },
    'answers-on-localhost-inside-the-container-alone': {
      says: 'what listens on 127.0.0.1 is healthy for its own probe and refuses everybody else; localhost is the container itself',
      checks: [
        'port-binding/binds-loopback',
        'port-binding/port-mismatch',
        'port-binding/ignores-port-env',
        'backing-services/localhost-endpoint',
        'backing-services/hardcoded-endpoint',
      ],
    },
    'answers-for-two-services-of-one-name-on-a-shared-network': {
      says: 'two stacks with a service db on a shared network both answer to db',
      checks: ['backing-services/unresolvable-host'],
    },
    'takes-a-port-of-the-node-alone-with-mode-host': {
      says: 'a port with mode host answers on the node of its task alone',
      checks: ['port-binding/host-mode-conflict'],
    },
    'shows-the-client-with-mode-host': {
      says: 'a port with mode host shows the address of the client',
      checks: ['port-binding/ingress-hides-client-ip'],
    },
    'answers-on-every-node-through-the-mesh': {
      says: 'a published port answers on every node, and each connection may reach another replica',
      checks: [
        'processes/local-session',
        'processes/sticky-session-reliance',
        'processes/local-realtime',
        'backing-services/published-datastore',
        'backing-services/stateful-scaled',
      ],
      needs: { ipvs: true },
    },
    'hides-the-client-behind-the-mesh': {
      says: 'a published port shows an address of the mesh in place of the client',
      checks: ['port-binding/ingress-hides-client-ip'],
      needs: { ipvs: true },
    },
  },

  registry: {
    'puts-the-digest-behind-a-tag': {
      says: 'a deploy puts the digest of the registry behind the tag: all nodes run the same, and deploying again after a push something else',
      checks: [
        'build-release-run/mutable-image-tag',
        'cluster/image-not-resolved',
        'codebase/image-name-collision',
        'codebase/mixed-revision-stack',
      ],
    },
    'leaves-a-tag-that-no-registry-knows-to-each-node': {
      says: 'where no registry answers the tag stays, and every node runs what it holds under it',
      checks: [
        'build-release-run/mutable-image-tag',
        'cluster/image-not-resolved',
        'cluster/image-skew',
        'codebase/image-name-collision',
      ],
    },
    'needs-with-registry-auth-on-other-nodes': {
      says: 'without --with-registry-auth other nodes reject a private image with "No such image", and speak of no login',
      checks: ['build-release-run/missing-registry-auth'],
    },
    'deploys-what-was-pushed-last': {
      says: 'Swarm runs whatever was pushed last under a name, and rejects the tasks of a name that was never pushed',
      checks: ['build-release-run/image-never-built', 'build-release-run/unpullable-image'],
    },
  },
} as const satisfies Facts;

export type Theme = keyof typeof facts;
export type FactOf<T extends Theme> = keyof (typeof facts)[T] & string;
