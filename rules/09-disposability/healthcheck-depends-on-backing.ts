import { defineCheck, type ProbedRoute, probedRoutes, scaleRemark } from '../../src/kit/index.ts';

const stack = `services:
  web:
    image: registry.example/shop:1.4.2
    build: .
    ports: ["80:8000"]
    healthcheck:
      test: curl -fsS http://127.0.0.1:8000/health
    deploy:
      replicas: 3
  db:
    image: postgres:17
`;
const dockerfile = `FROM python:3.13
WORKDIR /app
COPY . .
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
`;

export default defineCheck<ProbedRoute>({
  id: 'disposability/healthcheck-depends-on-backing',
  title: 'A task counts as dead when another service is',
  severity: 'warning',
  confidence: 'medium',
  effect: 'degrade',
  obligation: 'healthcheck',
  since: '0.1.0',
  rationale:
    'Swarm has one health check, and it kills what fails it. When the probe asks the database as well, a database that is away for a minute makes all replicas fail at the same time: Swarm kills and restarts every one of them, which helps nobody and adds their start-up to the outage.',
  evidence:
    'The route that a health check asks, followed into the code: whether its answer waits for a database or another service.',
  needs: ['services', 'dockerfile'],
  traps: [
    'Another route than the one that is asked.',
    'Routes that report a failure and still answer well.',
    'Patient checks, which bear several minutes without an answer.',
  ],
  remedy:
    'Let the probe ask a route that answers from the process alone (`/live`), and report the state of databases and other services as a metric or on a route that no health check asks.',
  references: ['https://docs.docker.com/reference/dockerfile/#healthcheck'],
  examples: {
    bad: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'requirements.txt': 'flask==3.1.1\ngunicorn==23.0.0\n',
      'app.py': `from flask import Flask
from database import db

app = Flask(__name__)


@app.get("/health")
def health():
    db.session.execute("SELECT 1")
    return "ok"
`,
    },
    good: {
      'docker-stack.yml': stack,
      Dockerfile: dockerfile,
      'requirements.txt': 'flask==3.1.1\ngunicorn==23.0.0\n',
      'app.py': `from flask import Flask
from database import db

app = Flask(__name__)


@app.get("/health")
def health():
    return "ok"


@app.get("/status")
def status():
    db.session.execute("SELECT 1")
    return "ok"
`,
    },
  },

  each: probedRoutes,
  fails: ({ at, service, path, asks, route, confidence }) =>
    asks !== undefined && {
      at: route?.at ?? at,
      confidence,
      subject: path,
      words: { asks },
      notes: [
        ...(route ? [{ at, message: `the health check asks ${path}` }] : []),
        ...scaleRemark(service, 'all of them fail at the same time'),
      ],
    },
  message: ({ service, path }, { words }) =>
    `The health check of service "${service.name}" asks ${path}, which asks another service in turn (${words?.asks}): when that one is away, Swarm kills every healthy task.`,
});
