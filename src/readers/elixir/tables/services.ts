/**
 * What a program needs beside itself. Sources: the documentation of System, Port, MuonTrap, Rambo, Porcelain, Mogrify, FFmpex, PdfGenerator,
 * DBConnection, Postgrex, MyXQL, the driver of MongoDB, Broadway and its producers, AMQP, brod, Gnat, Redix and Tortoise.
 */
import type { ConsumerRow, EndpointRow, PoolRow, SecretRow, SpawnRow, ToolRow } from '../../code/row.ts';

export const spawns: readonly SpawnRow[] = [
  { calls: ['System.cmd'], program: 0, label: 'System.cmd' },
  { calls: ['System.shell'], program: 0, label: 'System.shell' },
  { calls: [':os.cmd'], program: 0, label: ':os.cmd' },
  {
    calls: ['MuonTrap.cmd', 'Rambo.run', 'Porcelain.exec', 'Porcelain.spawn', 'Exile.stream!', 'ExCmd.stream!'],
    program: 0,
    label: 'program',
  },
];

export const tools: readonly ToolRow[] = [
  { calls: ['Mogrify.open'], needs: 'mogrify', label: 'Mogrify' },
  { calls: ['FFmpex.execute', 'FFmpex.new_command'], needs: 'ffmpeg', label: 'FFmpex' },
  {
    calls: ['PdfGenerator.generate', 'PdfGenerator.generate!', 'PdfGenerator.generate_binary'],
    needs: 'wkhtmltopdf',
    label: 'PdfGenerator',
  },
  { calls: ['Thumbnex.create_thumbnail'], needs: 'ffmpeg', label: 'Thumbnex' },
];

/** DBConnection asks idle connections every second (`idle_interval`). */
export const pools: readonly PoolRow[] = [
  { calls: ['Repo.pool_size'], to: 'database', most: 0, idle: 'safe', label: 'pool_size' },
  {
    calls: ['Postgrex', 'Postgrex.start_link'],
    to: 'postgres',
    most: 'pool_size',
    defaultMost: 1,
    idle: 'safe',
    label: 'Postgrex',
  },
  {
    calls: ['MyXQL', 'MyXQL.start_link'],
    to: 'mysql',
    most: 'pool_size',
    defaultMost: 1,
    idle: 'safe',
    label: 'MyXQL',
  },
  {
    calls: ['Mongo', 'Mongo.start_link'],
    to: 'mongodb',
    most: 'pool_size',
    defaultMost: 10,
    idle: 'safe',
    label: 'Mongo',
  },
];

/** Broadway's producers acknowledge once a message went through the last step. */
const broadway = (producer: string, from: string): ConsumerRow => ({
  calls: [producer],
  from,
  acknowledges: 'late',
  delivery: 'one',
  label: producer,
});

export const consumers: readonly ConsumerRow[] = [
  broadway('BroadwayRabbitMQ.Producer', 'rabbitmq'),
  broadway('BroadwayKafka.Producer', 'kafka'),
  broadway('BroadwaySQS.Producer', 'sqs'),
  broadway('BroadwayCloudPubSub.Producer', 'pubsub'),
  {
    calls: ['AMQP.Basic.consume'],
    from: 'rabbitmq',
    acknowledges: { option: 'no_ack', absent: 'late', words: { true: 'early', false: 'late' }, other: 'unknown' },
    delivery: { option: 1, absent: 'unknown', words: { '': 'each' }, other: 'one' },
    label: 'AMQP.Basic.consume',
  },
  {
    calls: [
      ':brod.start_link_group_subscriber',
      ':brod.start_link_group_subscriber_v2',
      'KafkaEx.ConsumerGroup',
      'KafkaEx.ConsumerGroup.start_link',
    ],
    from: 'kafka',
    acknowledges: { option: 'unknown', absent: 'unknown', other: 'unknown' },
    delivery: 'one',
    label: 'consumer group',
  },
  {
    calls: ['Redix.PubSub.subscribe', 'Redix.PubSub.psubscribe'],
    from: 'redis',
    acknowledges: 'early',
    delivery: 'each',
    label: 'Redix.PubSub',
  },
  {
    calls: ['Gnat.sub'],
    from: 'nats',
    acknowledges: 'early',
    delivery: { option: 'queue_group', absent: 'each', other: 'one' },
    label: 'Gnat.sub',
  },
];

export const endpoints: readonly EndpointRow[] = [
  { calls: ['config Repo'], to: 'database', host: 'hostname', port: 'port' },
  { calls: ['Redix', 'Redix.start_link', 'Redix.PubSub.start_link'], to: 'redis', host: ['host', 0], port: 'port' },
  { calls: ['Postgrex', 'Postgrex.start_link'], to: 'postgres', host: 'hostname', port: 'port' },
  { calls: ['MyXQL', 'MyXQL.start_link'], to: 'mysql', host: 'hostname', port: 'port' },
  { calls: ['AMQP.Connection.open'], to: 'rabbitmq', host: 'host', port: 'port' },
  { calls: ['Phoenix.PubSub.Redis'], to: 'redis', host: 'host', port: 'port' },
  { calls: ['Gnat.start_link', 'Gnat.ConnectionSupervisor'], to: 'nats', host: 'host', port: 'port' },
];

export const secrets: readonly SecretRow[] = [
  { calls: ['Phoenix.Token.sign', 'Phoenix.Token.verify'], slot: 0, label: 'Phoenix.Token' },
  { calls: ['Joken.Signer.create'], slot: 1, label: 'Joken.Signer' },
];
