import { defineCheck, type StackTool, stackTools } from '../../src/kit/index.ts';

const application = `services:
  web:
    image: registry.example/shop:1.4.2
    ports: ["80:3000"]
    deploy:
      replicas: 2
  db:
    image: mariadb:11.8
`;

export default defineCheck<StackTool>({
  id: 'dev-prod-parity/dev-only-service-in-stack',
  title: 'A tool of developers runs in production',
  severity: 'info',
  confidence: 'high',
  effect: 'none',
  since: '0.1.0',
  rationale:
    'Consoles reach the data with the rights of their user, mail catchers swallow what customers wait for, and stand-ins answer in place of the real service. A port that Swarm publishes is open on every node of the cluster.',
  evidence:
    'Images of consoles, mail catchers and stand-ins for other services in stacks that run an application on Swarm.',
  needs: ['swarm'],
  traps: [
    'Monitoring, which belongs there.',
    'Stacks of an operator with nothing but tools.',
    'Development files beside the stack.',
  ],
  remedy:
    'Keep the tool in the file for development, or reach it through a tunnel or a proxy that asks for a password.',
  references: ['https://12factor.net/dev-prod-parity'],
  examples: {
    bad: { 'docker-stack.yml': `${application}  adminer:\n    image: adminer:5\n    ports: ["8080:8080"]\n` },
    good: { 'docker-stack.yml': application },
  },

  each: stackTools,
  fails: ({ tool, open }) => tool !== undefined && { severity: open === 'port' ? 'warning' : 'info', words: { tool } },
  message: ({ service, open }, { words }) =>
    open === 'port'
      ? `Service "${service.name}" is ${words?.tool}, and its port is open on every node.`
      : `Service "${service.name}" is ${words?.tool}: nothing in production needs it.`,
});
