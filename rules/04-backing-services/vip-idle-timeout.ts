import { defineCheck, type IdlePool, idlePools } from '../../src/kit/index.ts';

const stack = `services:
  api:
    image: registry.example/shop-api:1.4.2
    build: .
    environment:
      DATABASE_URL: postgresql://app@db/app
    deploy:
      replicas: 2
  db:
    image: postgres:17.5
`;
const dockerfile = `FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt
CMD ["gunicorn", "app:app"]
`;

export default defineCheck<IdlePool>({
  id: 'backing-services/vip-idle-timeout',
  title: 'Pooled connections die after 15 idle minutes',
  severity: 'warning',
  confidence: 'medium',
  effect: 'degrade',
  since: '0.1.0',
  rationale:
    'A service name leads to a virtual IP, and the kernel behind it forgets a connection after 900 seconds without a packet. Linux sends its first keep-alive after 7200. The first query after a quiet quarter of an hour hangs or fails, on every connection of the pool.',
  evidence:
    'Connection pools in the code that keep idle connections longer than 900 seconds, to a database of the same stack that is reached through its virtual IP.',
  needs: ['swarm', 'dockerfile', 'code'],
  traps: [
    'Pools that close early or ask before use (`pool_pre_ping`), also by default.',
    'Keep-alives set by the database, by `sysctls` or in the address.',
    '`endpoint_mode: dnsrr` and `tasks.NAME`, which have no virtual IP.',
    'Databases outside the stack, and databases in a file.',
  ],
  remedy:
    'Close or probe connections sooner (`pool_recycle=600`, `pool_pre_ping=True`), set `endpoint_mode: dnsrr` for a database that publishes no port, start it with `-c tcp_keepalives_idle=300`, or give the service `sysctls: { net.ipv4.tcp_keepalive_time: 300 }`.',
  references: ['https://github.com/moby/moby/issues/31208'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'requirements.txt': 'sqlalchemy==2.0.36\ngunicorn==23.0.0\n',
      'app.py': `import os
from sqlalchemy import create_engine
engine = create_engine(os.environ["DATABASE_URL"])
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'requirements.txt': 'sqlalchemy==2.0.36\ngunicorn==23.0.0\n',
      'app.py': `import os
from sqlalchemy import create_engine
engine = create_engine(os.environ["DATABASE_URL"], pool_recycle=600)
`,
    },
  },

  each: idlePools,
  fails: ({ forgotten, database }) =>
    forgotten && {
      subject: database.name,
      notes: [{ at: database.at, message: `${database.name} is reached through its virtual IP` }],
    },
  message: ({ service, database, pool }) =>
    `Service "${service.name}" keeps idle connections to "${database.name}" (${pool.label}) longer than the 900 seconds its virtual IP remembers them.`,
  fix: {
    summary: 'Gives the database no virtual IP (`endpoint_mode: dnsrr`), if it publishes no port.',
    safety: 'suggested',
    propose: ({ database: { at, ports, deploy } }) =>
      ports.length > 0 || deploy?.endpointMode
        ? undefined
        : {
            title: 'Reach the database without a virtual IP',
            safety: 'suggested',
            edits: [{ kind: 'set', at, path: ['deploy', 'endpoint_mode'], value: 'dnsrr' }],
          },
  },
});
