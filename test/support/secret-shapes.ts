/** A hundred places and shapes in which repositories hold secrets. Every one has a value of its own, so that a leak names itself. */
import type { FileTree } from '../../src/source/index.ts';

/** `§` stands for a value. */
const files: FileTree = {
  'docker-stack.yml': `services:
  web:
    image: registry.example/acme/web:1.0.0
    build:
      context: .
      args: { NPM_TOKEN: "§", API_SECRET: § }
    command: ["node", "main.js", "--token=§", "--api-key", "§", "--db=postgres://app:§@db:5432/app"]
    environment:
      DB_PASSWORD: §
      DATABASE_URL: postgres://app:§@localhost/app
      API_TOKEN: \${API_TOKEN:-§}
      JWT_SECRET: "§"
      REDIS_URL: 'redis://:§@cache:6379/0'
      AMQP_URL: amqp://guest:§@broker//
      SMTP_PASS: >-
        §
      MULTI_SECRET: |
        §
        §
      CONNECTION: "Server=db;User Id=sa;Password=§;"
      BASIC_AUTH: "Basic §"
    labels:
      traefik.http.middlewares.auth.basicauth.users: "admin:§"
      app.password: §
    healthcheck:
      test: ["CMD-SHELL", "curl -u admin:§ http://localhost:3000/ || exit 1"]
    logging:
      driver: splunk
      options: { splunk-token: §, splunk-url: "https://log:§@splunk.example" }
    volumes: ["data:/data"]
    ports: ["80:3000"]
    deploy: { replicas: 2 }
  worker:
    image: registry.example/acme/worker
    environment:
      - WORKER_PASSWORD=§
      - WORKER_SECRET_KEY="§"
      - WORKER_TOKEN=\${WORKER_TOKEN:?set it, for example §}
    entrypoint: sh -c 'mysql -u root -p§ --password=§ -e "select 1"'
  db:
    image: postgres:16
    environment: { POSTGRES_PASSWORD: § }
  cache:
    image: redis:7
    command: redis-server --requirepass §
volumes:
  data: { driver_opts: { type: cifs, o: "username=app,password=§", device: //nas/share } }
`,
  Dockerfile: `FROM node:22-slim
ARG NPM_TOKEN=§
ENV JWT_SECRET=§
ENV SESSION_SECRET §
ENV A=b DB_PASSWORD="§" C=d
RUN npm config set //registry.npmjs.org/:_authToken=§
RUN echo "machine github.com login x password §" > ~/.netrc
RUN curl -H "Authorization: Bearer §" https://api.example/
RUN git clone https://user:§@git.example/acme/lib.git
LABEL password=§
WORKDIR /app
COPY . .
HEALTHCHECK CMD curl -u app:§ http://127.0.0.1:3000/
CMD node main.js --secret=§
`,
  '.env': `SESSION_SECRET=§
export AWS_SECRET_ACCESS_KEY='§'
STRIPE_KEY="§"
PRIVATE_TOKEN = §
`,
  '.env.production': 'DATABASE_PASSWORD=§\nURL=mysql://root:§@db/app\n',
  '.npmrc': '//registry.npmjs.org/:_authToken=§§§§\n',
  '.netrc': 'machine api.example login me password §\n',
  '.pypirc': '[pypi]\nusername = me\npassword = §\n',
  'deploy.sh': `#!/bin/sh
export DB_PASSWORD=§
docker login -u ci -p § registry.example
docker login --username ci --password § registry.example
echo § | docker secret create db_password -
docker stack deploy -c docker-stack.yml shop
docker service update --env-add API_SECRET=§ shop_web
docker service create --name tool --env TOKEN=§ --replicas 2 registry.example/acme/tool:1
docker swarm join --token § 10.0.0.1:2377
PGPASSWORD=§ psql -h db
curl --user admin:§ https://api.example
sshpass -p § ssh node docker ps
`,
  Makefile: 'deploy:\n\tDB_PASSWORD=§ docker stack deploy -c docker-stack.yml shop\n\tdocker login -u ci -p §\n',
  '.gitlab-ci.yml': `variables: { DEPLOY_TOKEN: § }
deploy:
  script:
    - docker login -u ci -p § registry.example
    - API_KEY=§ docker stack deploy -c docker-stack.yml shop
`,
  '.github/workflows/deploy.yml': `on: push
env: { CI_SECRET: § }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: docker login -u ci -p § && docker stack deploy -c docker-stack.yml shop
        env: { DEPLOY_PASSWORD: § }
`,
  'README.md': '```sh\ndocker login -u ci -p §\nDB_PASSWORD=§ docker stack deploy -c docker-stack.yml shop\n```\n',
  'package.json': `{ "name": "web", "scripts": { "start": "API_TOKEN=§ node main.js", "migrate": "DATABASE_URL=postgres://a:§@db/a prisma migrate deploy" },
  "dependencies": { "express": "5.1.0", "express-session": "1.18.2", "private": "git+https://token:§@git.example/x.git" } }`,
  'main.js': `import express from 'express';
import session from 'express-session';
const key = process.env.SIGNING_KEY ?? '§';
const other = process.env.KEY ?? '§';
const plain = process.env.GREETING || '§';
const password = "§";
const apiToken = \`§\`;
const app = express();
app.use(session({ secret: process.env.SESSION_SECRET || '§' }));
const pool = new Pool({ host: 'localhost', user: 'app', password: '§' });
const url = 'postgres://app:§@localhost:5432/app';
const client = new Redis('redis://:§@localhost:6379');
jwt.sign({}, '§');
app.listen(3000);
`,
  'app/settings.py': `SECRET_KEY = '§'
DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'localhost', 'PASSWORD': '§'}}
API_TOKEN = os.environ.get('API_TOKEN', '§')
CACHE = "redis://:§@localhost:6379/1"
`,
  'requirements.txt':
    'Django==5.2\n--extra-index-url https://user:§@pypi.example/simple\ngit+https://token:§@git.example/lib.git\n',
  'cmd/main.go': `package main
import ("database/sql"; "net/http")
const apiSecret = "§"
func main() {
	db, _ := sql.Open("postgres", "postgres://app:§@localhost/app")
	_ = db
	http.ListenAndServe(":8080", nil)
}
`,
  'go.mod': 'module acme\n\ngo 1.24\n',
  'config/database.yml':
    'production:\n  adapter: postgresql\n  host: localhost\n  password: §\n  url: postgres://app:§@localhost/app\n',
  'config/application.rb': `require 'rails/all'\nclass App < Rails::Application\n  config.secret_key_base = '§'\n  config.cache_store = :redis_cache_store, { url: 'redis://:§@localhost' }\nend\n`,
  Gemfile: "source 'https://user:§@gems.example'\ngem 'rails', '8.0.0'\n",
  'config.php': `<?php\n$password = '§';\n$pdo = new PDO('mysql:host=localhost;dbname=a', 'root', '§');\ndefine('DB_PASSWORD', '§');\nsession_start();\n`,
  'src/main/resources/application.properties':
    'spring.datasource.url=jdbc:postgresql://localhost/app?password=§\nspring.datasource.password=§\njwt.secret=§\n',
  'src/main/java/App.java': `class App {\n  private static final String API_KEY = "§";\n  void f() { DriverManager.getConnection("jdbc:mysql://localhost/a", "root", "§"); }\n}\n`,
  'appsettings.json':
    '{ "ConnectionStrings": { "Default": "Host=localhost;Username=a;Password=§" }, "Jwt": { "SecretKey": "§" } }',
  'Program.cs': `var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddDbContext<Db>(o => o.UseNpgsql("Host=localhost;Password=§"));\nvar apiKey = "§";\n`,
  'src/main.rs': `fn main() { let secret = "§"; let url = "postgres://app:§@localhost/app"; connect(url, secret); }\n`,
  'config/runtime.exs': `import Config\nconfig :app, App.Endpoint, secret_key_base: "§"\nconfig :app, App.Repo, url: "ecto://app:§@localhost/app", password: "§"\n`,
  'nginx.conf':
    'events {}\nhttp { server { listen 80; location / { proxy_set_header Authorization "Basic §"; proxy_pass http://web:3000; } } }\n',
  'supervisord.conf': '[program:web]\ncommand=node main.js --password §\nenvironment=DB_PASSWORD="§"\n',
};

export interface Planted {
  readonly tree: FileTree;
  /** Each value with the line it was planted in. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** Values that look like what people choose, not like what a form gives away. */
export function planted(): Planted {
  const secrets = new Map<string, string>();
  const tree: Record<string, string> = {};
  for (const [path, text] of Object.entries(files))
    tree[path] = text
      .split('\n')
      .map((line) =>
        line.replaceAll('§', () => {
          const value = `Trustno${secrets.size}xQz`;
          secrets.set(value, `${path}: ${line.trim()}`);
          return value;
        }),
      )
      .join('\n');
  return { tree, secrets };
}
