import { defineCheck, escalated, type Identity, identities, isSingleton } from '../../src/kit/index.ts';

export default defineCheck<Identity>({
  id: 'processes/instance-identity-constant',
  title: 'All replicas are given the same member number or name',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'medium',
  effect: 'block',
  since: '0.1.0',
  rationale:
    'Every replica of a service gets the same environment and command. A number that tells members apart, the worker of an identifier generator, a broker, a node of a cluster, is then the same for all: identifiers are given out twice, and members throw each other out.',
  evidence:
    'Variables and flags that number members (`WORKER_ID`, `BROKER_ID`, `--node-id`), with a fixed small number or name, in services that run several tasks.',
  needs: ['services'],
  traps: [
    'Templates of Swarm (`{{.Task.Slot}}`), which differ from task to task.',
    'One service per member, each with a number of its own.',
    'Long identifiers, which name an account or an installation.',
  ],
  remedy:
    'Let Swarm fill it in: `WORKER_ID: "{{.Task.Slot}}"` is 1, 2, 3 … for the replicas of a service, `{{.Node.Hostname}}` differs from node to node.',
  references: ['https://docs.docker.com/reference/cli/docker/service/create/#create-services-using-templates'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  orders:
    image: registry.example/orders:2.3.0
    environment: { WORKER_ID: "1" }
    ports: ["80:3000"]
    deploy: { replicas: 3 }
`,
    },
    good: {
      'docker-stack.yml': `services:
  orders:
    image: registry.example/orders:2.3.0
    environment: { WORKER_ID: "{{.Task.Slot}}" }
    ports: ["80:3000"]
    deploy: { replicas: 3 }
`,
    },
  },

  each: identities,
  fails: ({ service, name, constant, member }) => {
    const { scale } = service;
    if (!constant) return false;
    const several = scale.active && scale.text !== 'order: start-first';
    // One service per member, or one that is meant to be alone.
    if (!several && (member || isSingleton(service))) return false;
    const { notes, severity } = escalated(service);
    return { severity: several ? 'error' : severity === 'error' ? 'warning' : severity, notes, subject: name };
  },
  message: ({ service, name }) =>
    `Service "${service.name}" has one ${name} for all its tasks: with several replicas they take each other for the same member.`,
  fix: {
    summary: 'Sets the variable to the number of the task, `{{.Task.Slot}}`, where its value is a number.',
    safety: 'suggested',
    propose: ({ service, name, at }) => {
      const own = service.environment.find((one) => one.name === name && one.at.start === at.start);
      if (!own?.value || service.scale.global || !/^\d+$/.test(own.value.raw)) return undefined;
      const list = service.body.entries.some(({ key, value: node }) => key === 'environment' && node.kind === 'list');
      const value = list ? `${name}={{.Task.Slot}}` : '{{.Task.Slot}}';
      return { title: `Number the tasks by ${name}`, safety: 'suggested', edits: [{ kind: 'value', at, value }] };
    },
  },
});
