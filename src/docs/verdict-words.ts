/** What the verdicts and the obligations of a service mean. */
import type { Verdict } from '../engine/index.ts';
import type { Effect, Obligation } from '../kit/index.ts';

export interface VerdictWords {
  /** In one sentence, for somebody who runs `docker service scale`. */
  readonly meaning: string;
  /** When it is given; the first verdict of the list whose condition holds is the one. */
  readonly when: string;
  /** What leads out of it. */
  readonly next: string;
  /** Findings with this effect lead to it. */
  readonly effect?: Effect;
}

/** In the order in which they are decided. */
export const verdictWords: Readonly<Record<Verdict, VerdictWords>> = {
  singleton: {
    meaning: 'The service is meant to run once, and is judged as that one copy.',
    when: 'It is a datastore, a scheduler, a job or a tool, or says so with the label `swarm-lint.role: singleton`. It is `ok`, or `broken` when a finding would break or block it.',
    next: 'Nothing, when it is `ok`. Otherwise repair what the findings name, or take the label away to have it judged as a service that scales.',
  },
  undeployable: {
    meaning: 'Swarm refuses the service, or none of its tasks ever works.',
    when: 'A finding has the effect `break`, at least medium confidence and more weight than a note. What keeps a stack file from being deployed counts for all of its services.',
    next: 'Repair what the findings name; nothing else matters before.',
    effect: 'break',
  },
  blocked: {
    meaning: 'The service runs, and a second replica would break it or lose data.',
    when: 'A finding has the effect `block`, at least medium confidence and more weight than a note. It counts in full while a single replica runs, for the question is what scaling would do.',
    next: 'Move the state that the findings name out of the process, or declare the service a singleton. Until then one replica is the safe number.',
    effect: 'block',
  },
  unknown: {
    meaning: 'Too little of the service is known to say anything.',
    when: 'Its source code could not be found, or less than seven tenths of the obligations that apply to it could be evaluated.',
    next: 'Look at the gaps (`--verbose`). A `build:` beside the `image:`, or the Dockerfile in this repository, ties the service to its code.',
  },
  conditional: {
    meaning: 'The service scales, and something is lost or has to be watched while it does.',
    when: 'An error has the effect `degrade`, a finding that blocks or breaks was accepted, or an obligation is weak or could not be evaluated.',
    next: 'Go through the obligations that are not met: each names what is missing.',
    effect: 'degrade',
  },
  ready: {
    meaning: 'The service can be scaled.',
    when: 'No finding stands against it, and every obligation that applies to it has evidence.',
    next: 'Scale it.',
  },
};

/** What has to be shown before a service counts as ready. */
export const obligationWords: Readonly<Record<Obligation, string>> = {
  image:
    'Every node can get the image the service names, it comes from one build, and the stack file that names it is accepted.',
  sessions: 'Sessions of visitors are in a cookie or in a store that all replicas reach.',
  uploads: 'Files that people send or the program comes back to are in a storage that all replicas reach.',
  mounts: 'What is mounted is the same on every node that may run a task, or only read, or not needed twice.',
  schedulers: 'Timed work runs once, however many replicas there are.',
  queues: 'Work that outlives a request waits in a broker that all replicas share, and each piece of it is done once.',
  realtime: 'A message reaches its clients whichever replica they are connected to.',
  caches: 'No replica counts or remembers for itself what all of them should agree about.',
  keys: 'All replicas sign and encrypt with the same keys, and still do after a restart.',
  datastore: 'The data is in a database that is reached over the network, and not in a file of the task.',
  configuration: 'Everything the program insists on is given to it, and leads to where it should.',
  listening: 'The program listens where the mesh, the proxy and other services look for it.',
  healthcheck: 'Swarm can tell a task that works from one that only runs.',
  signals: 'SIGTERM reaches the program, which finishes its work within the grace period.',
  migrations: 'No start of a task changes the schema or the data.',
  updates: 'The order of updates, the restart policy and the ports fit what the service is.',
};
