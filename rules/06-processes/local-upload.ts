import {
  alsoShared,
  confidenceIn,
  defineCheck,
  objectStorageNear,
  placed,
  placeOf,
  type ServiceFact,
  type StateFact,
  uploadFacts,
  variableValue,
} from '../../src/kit/index.ts';

export default defineCheck<ServiceFact<StateFact>>({
  id: 'processes/local-upload',
  title: 'Files of users are stored on one node',
  severity: 'warning',
  activeSeverity: 'error',
  confidence: 'high',
  effect: 'block',
  obligation: 'uploads',
  since: '0.1.0',
  rationale:
    'What a replica writes to its disk is there for that replica. The next request reaches another one, which does not have the file; without a volume all files are gone with the next update.',
  evidence:
    "Code that stores files of users (multer, Django's media, Active Storage, Laravel disks and more) in web services, with the folder it writes to and what is mounted there.",
  needs: ['services', 'dockerfile', 'code'],
  traps: [
    'Object storage, also as the stack or a profile chooses it.',
    'Temporary folders and memory.',
    'Folders on the way to object storage, as the same file shows: a note.',
    'Tools for imports that no request reaches.',
  ],
  remedy:
    'Store uploads in object storage (for multer: `storage: multerS3({ s3, bucket })`), or put the folder on a volume that all nodes share.',
  references: ['https://github.com/expressjs/multer#storage'],
  examples: {
    bad: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/gallery:1.4.2
    build: .
    ports: ["80:3000"]
    volumes: ["uploads:/app/uploads"]
    deploy:
      replicas: 2
volumes:
  uploads:
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json': '{ "name": "gallery", "dependencies": { "express": "5.1.0", "multer": "2.0.1" } }',
      'server.js': `import express from 'express';
import multer from 'multer';

const upload = multer({ dest: 'uploads/' });
const app = express();
app.post('/photos', upload.single('photo'), (request, response) => response.json(request.file));
app.listen(3000);
`,
    },
    good: {
      'docker-stack.yml': `services:
  web:
    image: registry.example/gallery:1.4.2
    build: .
    ports: ["80:3000"]
    deploy:
      replicas: 2
`,
      Dockerfile: `FROM node:22-slim
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
`,
      'package.json':
        '{ "name": "gallery", "dependencies": { "express": "5.1.0", "multer": "2.0.1", "multer-s3": "3.0.1", "@aws-sdk/client-s3": "3.800.0" } }',
      'server.js': `import { S3Client } from '@aws-sdk/client-s3';
import express from 'express';
import multer from 'multer';
import multerS3 from 'multer-s3';

const upload = multer({ storage: multerS3({ s3: new S3Client({}), bucket: process.env.BUCKET }) });
const app = express();
app.post('/photos', upload.single('photo'), (request, response) => response.json(request.file));
app.listen(3000);
`,
    },
  },

  each: uploadFacts,
  fails: ({ service, fact }, facts) => {
    if (fact.scope !== 'local') return false;
    const chosen = fact.variable === undefined ? undefined : variableValue(service, fact.variable);
    const near =
      objectStorageNear(service, fact.at.file, facts) ?? (alsoShared(service, 'upload') ? 'service' : undefined);
    const place = placed(placeOf(service, chosen ?? fact.path, facts), service, 'error');
    if (place === false) return false;
    const evidence = { ...place, subject: fact.label };
    // The folder may be a stop on the way to object storage: in the same file very likely, elsewhere perhaps.
    if (near === 'file' || fact.guard === 'conditional') return { ...evidence, confidence: 'low' };
    if (near === 'service') return { ...evidence, severity: 'warning', effect: 'degrade', confidence: 'medium' };
    return { ...evidence, confidence: confidenceIn(fact) };
  },
  message: ({ service, fact }, { words }) =>
    `Service "${service.name}" stores uploaded files ${words?.where ?? 'on its own disk'} (${fact.label}): ${words?.cost ?? 'the other replicas do not have them'}.`,
});
