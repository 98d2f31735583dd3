import { acknowledgedTakings, brokerOf, defineCheck, graceRemark, type Taking } from '../../src/kit/index.ts';

const stack = `services:
  worker:
    image: registry.example/shop:1.4.2
    build: .
    deploy:
      replicas: 2
  rabbitmq:
    image: rabbitmq:4.1
`;
const dockerfile = `FROM python:3.13-slim
WORKDIR /app
COPY . .
CMD ["python", "worker.py"]
`;

export default defineCheck<Taking>({
  id: 'disposability/worker-acks-early',
  title: 'A worker that is stopped loses its message',
  severity: 'warning',
  confidence: 'medium',
  effect: 'degrade',
  obligation: 'queues',
  since: '0.1.0',
  rationale:
    'A message that is acknowledged when it is handed over is gone from the broker before the work begins. Every update and every node that fails stops a worker in the middle of something, and what it held is done by nobody.',
  evidence:
    'Consumers in the code (RabbitMQ, Redis lists, Celery and others) that acknowledge or remove a message before its work is done.',
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Acknowledgements behind the work, and `task_acks_late`.',
    'Celery with a grace period long enough to finish.',
  ],
  remedy:
    'Acknowledge after the work (`auto_ack=False` and `basic_ack`, `noAck: false` and `channel.ack(message)`, `task_acks_late` with `task_reject_on_worker_lost`, `BLMOVE` or a stream instead of `BLPOP`) and make the work safe to repeat.',
  references: [
    'https://www.rabbitmq.com/docs/confirms',
    'https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-acks-late',
  ],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'requirements.txt': 'pika==1.3.2\n',
      'worker.py': `import os
import pika
from orders import orders


def work(channel, method, properties, body):
    orders.save(body)


channel = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"])).channel()
channel.basic_consume("orders", work, auto_ack=True)
channel.start_consuming()
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'requirements.txt': 'pika==1.3.2\n',
      'worker.py': `import os
import pika
from orders import orders


def work(channel, method, properties, body):
    orders.save(body)
    channel.basic_ack(method.delivery_tag)


channel = pika.BlockingConnection(pika.URLParameters(os.environ["AMQP_URL"])).channel()
channel.basic_consume("orders", work)
channel.start_consuming()
`,
    },
  },

  each: acknowledgedTakings,
  fails: ({ service, fact, confidence }, facts) =>
    confidence !== undefined && {
      confidence,
      subject: fact.label,
      notes: [
        graceRemark(service),
        ...brokerOf(service, facts, fact.from, 'forgets a message as soon as it is acknowledged'),
      ],
    },
  message: ({ service, fact }) =>
    `Service "${service.name}" has its messages acknowledged before the work is done (${fact.label}): what a stopped task was doing is lost.`,
});
