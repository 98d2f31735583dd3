import { defineCheck, type WorkerCount, workerCounts } from '../../src/kit/index.ts';

export default defineCheck<WorkerCount>({
  id: 'concurrency/cpu-count-workers',
  title: "Number of workers follows the node's cores, not the task's share",
  severity: 'warning',
  confidence: 'medium',
  effect: 'cap',
  since: '0.1.0',
  rationale:
    'A limit on CPUs does not change how many cores a process counts: on a node with 32 cores a task that may use half of one starts 32 workers. They fight for that half, each takes its share of the memory limit, and every replica multiplies them again.',
  evidence:
    'Start commands, settings and variables that derive the number of workers from the cores (`nproc`, `cpu_count()`, `WEB_CONCURRENCY=auto`), with limits and replicas of the service.',
  needs: ['services'],
  traps: [
    'A fixed number of workers.',
    'One task without limits, which has the node to itself.',
    'Variables whose value is not known.',
  ],
  remedy:
    'Start one or two workers per task, from a variable of the stack (`WEB_CONCURRENCY`), and let `replicas` do the scaling.',
  references: ['https://docs.gunicorn.org/en/stable/settings.html#workers'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: ["pm2-runtime", "-i", "max", "server.js"]
    ports: ["80:3000"]
    deploy:
      replicas: 3
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    command: ["pm2-runtime", "-i", "1", "server.js"]
    ports: ["80:3000"]
    deploy:
      replicas: 3
`,
    },
  },

  each: workerCounts,
  fails: ({ service, text, perCore }) => {
    if (!perCore) return false;
    const { limits } = service.deploy ?? {};
    const bound = limits?.cpus ?? limits?.memory;
    const { active, at, text: scale } = service.scale;
    // One task without limits has the node to itself: its cores are the right number.
    if (!bound && !active) return false;
    const key = limits?.cpus ? 'limits.cpus' : 'limits.memory';
    return {
      subject: text,
      notes: [
        ...(bound ? [{ at: bound.at, message: `${key}: ${bound.value ?? bound.raw}` }] : []),
        ...(!bound && at && scale ? [{ at, message: scale }] : []),
      ],
      words: { beside: bound ? `whatever ${key} allows it` : 'in each of its replicas' },
    };
  },
  message: ({ service, text }, { words }) =>
    `Service "${service.name}" starts one worker per core of the node (${text}), ${words?.beside}.`,
});
