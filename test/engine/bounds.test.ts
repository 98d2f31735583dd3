/** What bounds the number of replicas, and the arithmetic that is shown for it. */
import { expect, test } from '@jest/globals';
import { lintTree } from '../support/lint.ts';

const boundsOf = (tree: Readonly<Record<string, string>>, name: string) => {
  const one = lintTree(tree).report.services.find(({ service }) => service.name === name)!;
  return {
    most: one.maxSafeReplicas,
    texts: one.bounds.filter(({ by }) => by !== 'verdict').map(({ text }) => text),
    places: one.bounds.map(({ place }) => `${place.path}:${place.start.line}`),
  };
};

const program = (max: number) => ({
  Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
  'package.json': '{"name":"web","dependencies":{"pg":"8.13.1"}}',
  'server.js': `const { Pool } = require('pg');\nnew Pool({ connectionString: process.env.DATABASE_URL, max: ${max} });\n`,
});
const pooled = (deploy: string, more = '') => ({
  ...program(10),
  'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
    environment: { DATABASE_URL: postgres://app@db/app }
    deploy: { ${deploy} }
${more}  db:
    image: postgres:17.5
`,
});
const worker = `  worker:
    image: registry.example/web:1.4.2
    environment: { DATABASE_URL: postgres://app@db/app }
    deploy: { replicas: 4 }
`;

test('connections, alone, beside others and during updates', () => {
  expect(boundsOf(pooled('replicas: 2'), 'web')).toEqual({
    most: 10,
    texts: ['100 connections of db ÷ pool of 10 = 10'],
    places: ['server.js:2'],
  });
  expect(boundsOf(pooled('replicas: 2', worker), 'web').texts).toEqual([
    '(100 connections of db − 40 of worker) ÷ pool of 10 = 6',
  ]);
  expect(boundsOf(pooled('replicas: 2, update_config: { order: start-first }'), 'web').texts).toEqual([
    '100 connections of db ÷ pool of 10 − 1 more during updates = 9',
  ]);
});

test('processes of one task have a pool each', () => {
  const tree = {
    'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
    environment: { DATABASE_URL: postgres://app@db/app }
    command: ["gunicorn", "--workers", "2", "shop:app"]
  db:
    image: postgres:17.5
    command: ["postgres", "-c", "max_connections=200"]
`,
    Dockerfile: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\n',
    'requirements.txt': 'gunicorn==23.0.0\nsqlalchemy==2.0.36\npsycopg2==2.9.10\n',
    'shop.py':
      'import os\nfrom sqlalchemy import create_engine\nengine = create_engine(os.environ["DATABASE_URL"], pool_size=20, max_overflow=0)\n',
  };
  expect(boundsOf(tree, 'web').texts).toEqual(['200 connections of db ÷ (2 processes × pool of 20) = 5']);
});

const placed = (deploy: string, ports = '') => ({
  'docker-stack.yml': `services:\n  web:\n    image: registry.example/web:1.4.2\n${ports}    deploy: { ${deploy} }\n`,
});
const hostPort = '    ports: [{ target: 3000, published: 80, mode: host }]\n';

test('room on the nodes: a number where the node is named, a rule where it is not', () => {
  const pinned = 'placement: { constraints: ["node.hostname == big"], max_replicas_per_node: 3 }';
  expect(boundsOf(placed(pinned), 'web')).toMatchObject({
    most: 3,
    texts: ['1 node (node.hostname == big) × max_replicas_per_node of 3 = 3'],
  });
  expect(boundsOf(placed(pinned, hostPort), 'web')).toMatchObject({
    most: 1,
    texts: [
      '1 node (node.hostname == big) × max_replicas_per_node of 3 = 3',
      '1 node (node.hostname == big) × port 80 of the node = 1',
    ],
  });
  expect(boundsOf(placed('replicas: 2, placement: { max_replicas_per_node: 2 }', hostPort), 'web')).toMatchObject({
    most: undefined,
    texts: [
      '2 (max_replicas_per_node) for each node that may run it',
      '1 (port 80, mode: host) for each node that may run it',
    ],
  });
  expect(boundsOf(placed('mode: global', hostPort), 'web').texts).toEqual([]);
});

test('partitions bound those who read them in a group', () => {
  const tree = (environment: string, more = '') => ({
    'docker-stack.yml': `services:
  web:
    image: registry.example/web:1.4.2
    build: .
    environment: { BROKER: kafka:9092 }
    deploy: { replicas: 2 }
  kafka:
    image: apache/kafka:3.9.0
    environment: { ${environment} }
${more}`,
    Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
    'package.json': '{"name":"web","dependencies":{"kafkajs":"2.2.4"}}',
    'server.js': `const { Kafka } = require('kafkajs');
const kafka = new Kafka({ brokers: [process.env.BROKER] });
const consumer = kafka.consumer({ groupId: 'orders' });
consumer.subscribe({ topic: 'orders' });
consumer.run({ eachMessage: async ({ message }) => store(message) });
`,
  });
  expect(boundsOf(tree('KAFKA_NUM_PARTITIONS: 6'), 'web')).toMatchObject({
    most: 6,
    texts: ['6 partitions of kafka (KAFKA_NUM_PARTITIONS), each read by one task of a group = 6'],
  });
  expect(boundsOf(tree('KAFKA_CREATE_TOPICS: "orders:4:1,mail:2:1:compact"'), 'web').most).toBe(4);
  expect(boundsOf(tree('KAFKA_NODE_ID: 1'), 'web').texts).toEqual([]);
  const init =
    '  init:\n    image: apache/kafka:3.9.0\n    command: ["kafka-topics.sh", "--create", "--topic", "orders"]\n';
  expect(boundsOf(tree('KAFKA_NUM_PARTITIONS: 6', init), 'web').texts).toEqual([]);
});

test('an agent on every node is one per node', () => {
  const tree = {
    'docker-stack.yml': 'services:\n  exporter:\n    image: prom/node-exporter:v1.9.1\n    deploy: { mode: global }\n',
  };
  expect(boundsOf(tree, 'exporter')).toMatchObject({ most: undefined });
});
