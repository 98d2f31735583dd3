import {
  ageOf,
  defineCheck,
  endedTasks,
  isDown,
  type Live,
  listed,
  liveServices,
  nodeName,
  plural,
  spanOfTime,
} from '../../src/kit/index.ts';
import { nodes, service, snapshot, taken, task } from './examples.ts';

const failed = (age: number) =>
  task('shop_api', 'failed', { node: 'node2', desired: 'shutdown', error: 'task: non-zero exit (1)', age });

/** What an exit code says, where it is the kernel's or the shell's word and not the program's. */
const codes: Readonly<Record<number, string>> = {
  126: 'its program may not be executed',
  127: 'its program was not found',
  137: 'it was killed, mostly for memory beyond its limit or because it did not stop in time',
  139: 'it crashed (segmentation fault)',
};

export default defineCheck<Live>({
  id: 'cluster/task-flapping',
  title: 'Tasks of a service end again and again',
  severity: 'error',
  confidence: 'high',
  effect: 'break',
  since: '0.1.0',
  rationale:
    'Swarm replaces a task that ends, whatever the reason, five seconds later and without end. What was in its memory is lost each time, and every client that it served sees an error.',
  evidence:
    'The last tasks of each replica, of which Swarm keeps five: three that ended within an hour, or two where none runs now.',
  needs: ['cluster'],
  traps: [
    'Tasks that Swarm itself stopped, for an update or a drain.',
    'Tasks of jobs, which are meant to end.',
    'One task that failed once.',
  ],
  remedy:
    'Read what the last one said: `docker service logs --tail 50 SERVICE`, and `docker service ps --no-trunc SERVICE`. After exit code 137 look at the memory limit first.',
  references: ['https://docs.docker.com/engine/swarm/how-swarm-mode-works/swarm-task-states/'],
  examples: {
    bad: snapshot({
      info: taken,
      nodes,
      services: [service('shop_api')],
      tasks: [failed(30), failed(20), failed(10)],
    }),
    good: snapshot({
      info: taken,
      nodes,
      services: [service('shop_api')],
      tasks: [failed(40000), task('shop_api', 'running', { node: 'node2', age: 39990 })],
    }),
  },

  each: liveServices,
  fails: (one) => {
    const trouble = endedTasks(one);
    if (!trouble) return false;
    const { live, cluster } = one;
    const ages = trouble.tasks.map((each) => ageOf(each, cluster));
    const where = [...new Set(trouble.tasks.flatMap(({ node }) => nodeName(cluster, node) ?? []))];
    const code = trouble.tasks.find(({ error }) => error === trouble.why)?.exitCode;
    const meaning = code === undefined ? undefined : codes[code];
    return {
      at: trouble.tasks.at(-1)!.at,
      effect: isDown(live) ? 'break' : 'degrade',
      words: {
        count: plural(trouble.tasks.length, 'task'),
        time: spanOfTime(Math.max(...ages)),
        where: where.length === 0 ? '' : ` on ${listed(where)}`,
        why:
          trouble.why === '' ? 'the program ends well, and Swarm starts it again' : trouble.why.replace(/^task: /, ''),
        meaning: meaning === undefined ? '' : `: ${meaning}`,
      },
    };
  },
  message: ({ live }, { words }) =>
    `${words?.count} of ${live.name} ended within ${words?.time}${words?.where}: ${words?.why}${words?.meaning}.`,
});
