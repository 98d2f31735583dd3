import {
  type Constraint,
  constraints,
  defineCheck,
  isOneNode,
  listed,
  neverMet,
  tooManyForOneNode,
} from '../../src/kit/index.ts';

export default defineCheck<Constraint>({
  id: 'concurrency/pinned-placement',
  title: 'Placement leaves fewer nodes than the service needs',
  severity: 'warning',
  confidence: 'high',
  effect: 'cap',
  since: '0.1.0',
  rationale:
    'A constraint that names one node ties all replicas to it: they share its fate and its capacity. A constraint that no node can ever match is accepted all the same; `docker stack deploy` reports success, and the tasks stay pending for ever with "no suitable node".',
  evidence:
    '`placement.constraints` of services for Swarm: keys, operators and values, what services keep on their node, and `max_replicas_per_node`.',
  needs: ['swarm'],
  traps: [
    'Labels of your own, which several nodes may carry.',
    'Services that keep data, files, sockets or ports on their node.',
    'Constraints that a variable decides.',
    'Names that a constraint excludes (`!=`).',
  ],
  remedy:
    'Leave out the constraint of a service that keeps nothing on a node, or constrain by a label that several nodes carry. For an architecture write what nodes report: `node.platform.arch == x86_64` or `aarch64`.',
  references: ['https://docs.docker.com/reference/cli/docker/service/create/#constraint'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    ports: ["80:3000"]
    deploy:
      replicas: 3
      placement:
        constraints: ["node.hostname == swarm-21"]
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/shop:1.4.2
    ports: ["80:3000"]
    deploy:
      replicas: 3
      placement:
        constraints: ["node.labels.tier == web", "node.platform.arch == x86_64"]
`,
    },
  },

  each: constraints,
  fails: (constraint) => {
    const { service, text } = constraint;
    const never = neverMet(constraint);
    if (never) {
      return {
        severity: 'error',
        effect: 'break',
        subject: text,
        notes: never.other ? [{ at: never.other.at, message: never.other.text }] : [],
        words: { what: `is allowed on no node at all (${text}: ${never.why})`, so: 'its tasks stay pending for ever' },
      };
    }
    if (!isOneNode(constraint)) return false;
    const many = tooManyForOneNode(service);
    if (many) {
      return {
        severity: 'error',
        subject: text,
        words: {
          what: `wants ${many.replicas} replicas on one node that may run ${many.most} (${text})`,
          so: 'the others stay pending for ever',
        },
      };
    }
    const { others } = constraint;
    if (!others) return false;
    return {
      subject: text,
      words: {
        what: `is tied to one node (${text}) and keeps nothing there`,
        so: `all its replicas fail with that node${others.length > 0 ? `, and so do ${listed(others)}` : ''}`,
      },
    };
  },
  message: ({ service }, { words }) => `Service "${service.name}" ${words?.what}: ${words?.so}.`,
});
