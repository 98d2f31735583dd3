import { describe, expect, test } from '@jest/globals';
import { lines, misplaced, read } from './read.ts';

const around = (path: string, text: string): readonly string[] =>
  read(path, text).invocations!.map(({ exports, directory }) => `${exports.join()} in ${directory ?? '?'}`);

describe('GitLab', () => {
  const path = '.gitlab-ci.yml';
  const text = `variables:
  TAG: "1"
default:
  before_script:
    - docker login -u a registry
.setup: &setup
  - cd app
  - export MORE=1
build:
  variables: { IMAGE: x }
  script:
    - *setup
    - docker build -t "x:$TAG" .
    - |
      # comment
      docker push x:1
  after_script: [docker logout]
deploy:
  before_script: []
  script: docker stack deploy -c $[[ inputs.file ]] app
`;
  test('jobs run what stands before them in the same shell', () => {
    expect(lines(path, text)).toEqual([
      'build: login | username=a | registry',
      'build: build | tag=?"x:$TAG" | .',
      'build: push |  | x:1',
      'build: logout |  | ',
      'deploy: stack deploy | compose-file=?$[[ inputs.file ]] | app',
    ]);
    expect(around(path, text)).toEqual([
      'TAG,IMAGE in ',
      'TAG,IMAGE,MORE in app',
      'TAG,IMAGE,MORE in app',
      'TAG,IMAGE in ',
      'TAG in ',
    ]);
    expect(misplaced(path, text)).toEqual([]);
  });
});

test.each([
  [
    '.circleci/config.yml',
    'jobs:\n  ship:\n    environment: { A: b }\n    steps:\n      - run: docker push << parameters.image >>\n      - run:\n          name: x\n          command: |\n            docker push b\n          working_directory: ~/project/y\n',
    ['ship: push |  | ?<< parameters.image >>', 'ship: push |  | b'],
    ['A in ', 'A in y'],
  ],
  [
    'bitbucket-pipelines.yml',
    'pipelines:\n  branches:\n    main:\n      - step:\n          name: Ship it\n          script:\n            - export A=1\n            - docker push a\n',
    ['Ship it: push |  | a'],
    ['A in '],
  ],
  [
    '.drone.yml',
    'kind: pipeline\nname: first\nsteps:\n  - name: ship\n    environment: { A: { from_secret: b } }\n    commands:\n      - docker push a\n---\nkind: pipeline\nsteps:\n  - name: second\n    commands: [docker push b]\n',
    ['ship: push |  | a', 'second: push |  | b'],
    ['A in ', ' in '],
  ],
  [
    'azure-pipelines.yml',
    'variables:\n  - name: A\n    value: b\njobs:\n  - job: ship\n    steps:\n      - bash: docker push $(image)\n        workingDirectory: x\n      - script: docker push ${{ variables.A }}\n        env: { B: c }\n',
    ['ship: push |  | ?$(image)', 'ship: push |  | ?${{ variables.A }}'],
    ['A in x', 'A,B in '],
  ],
  ['.travis.yml', 'before_install: export A=1\nscript:\n  - docker push a\n', [': push |  | a'], ['A in ']],
  [
    'web/package.json',
    '{"name":"é","scripts":{"ship":"A=1 docker build -t \\"a b\\" . && docker push a","x":"node ."},"keywords":["docker"]}',
    ['ship: build | tag=a b | .', 'ship: push |  | a'],
    ['A in web', ' in web'],
  ],
])('%s', (path, text, expected, surroundings) => {
  expect(lines(path, text)).toEqual(expected);
  expect(around(path, text)).toEqual(surroundings);
  expect(misplaced(path, text)).toEqual([]);
});

describe('Makefiles', () => {
  const text = `# é
NAME = web
IMAGE := registry/$(NAME)
TAG ?= latest
COMPOSE = docker compose -f a.yml
export TAG
.PHONY: ship
ship: build ## docker push
\t@docker build -t $(IMAGE):$(TAG) \\
\t  --build-arg X=$$HOME .
\t-docker push \${IMAGE}
\tcd sub && $(COMPOSE) up -d $@
\techo $(shell docker ps) # docker
clean: ; rm -f docker
`;
  test('recipes, one shell per line', () => {
    expect(lines('ops/Makefile', text)).toEqual([
      'ship: build | tag=?$(IMAGE):$(TAG) build-arg=?X=$$HOME | .',
      'ship: push |  | registry/web',
      'ship: compose up | file=a.yml detach | ?$@',
    ]);
    expect(around('ops/Makefile', text)).toEqual(['TAG in ops', 'TAG in ops', 'TAG in ops/sub']);
  });

  test('places', () => {
    const found = read('Makefile', text).invocations!.map(({ at }) => text.slice(at.start, at.end));
    expect(found[0]).toBe('docker build -t $(IMAGE):$(TAG) \\\n\t  --build-arg X=$$HOME .');
    expect(found[1]).toBe('docker push ${IMAGE}');
  });

  test.each([
    ['A = 1\nA = 2\n', '?$(A)'],
    ['ifdef B\nA = 1\nendif\n', '?$(A)'],
    ['A = 1\ninclude x.mk\n', '?$(A)'],
    ['A = $(B)\n', '?$(A)'],
    ['A = 1 # one\n', '1'],
  ])('a value is known only when nothing else can set it: %j', (head, expected) => {
    expect(lines('Makefile', `${head}x:\n\tdocker push $(A)\n`)).toEqual([`x: push |  | ${expected}`]);
  });
});

describe('Jenkinsfiles', () => {
  test('sh steps and their stage', () => {
    const text = `pipeline {
  environment { TAG = "1" } // sh 'docker push no'
  stages {
    stage('Build') { steps {
      sh 'docker build -t "a" .'
      sh """
        docker push a:\${env.TAG}
        docker push b:\\$TAG
      """
      echo 'docker push no'
    } }
    stage("Ship") { steps {
      sh(label: 'x', script: 'docker stack deploy -c a.yml app', returnStdout: true)
      script { x = sh(returnStdout: true, script: "docker ps").trim() }
    } }
  }
}`;
    expect(lines('Jenkinsfile', text)).toEqual([
      'Build: build | tag=a | .',
      'Build: push |  | ?a:${env.TAG}',
      'Build: push |  | ?b:\\$TAG',
      'Ship: stack deploy | compose-file=a.yml | app',
      'Ship: ps |  | ',
    ]);
    expect(around('Jenkinsfile', text)[0]).toBe('TAG in ');
    expect(misplaced('Jenkinsfile', text)).toEqual([]);
  });

  test.each(["sh 'docker", 'sh """docker', 'sh "docker ${', "/* sh 'docker'"])('broken: %s', (text) => {
    expect(() => read('Jenkinsfile', text)).not.toThrow();
  });
});

describe('documentation', () => {
  const block = (language: string, body: string): readonly string[] =>
    lines('README.md', `# docker\n\`\`\`${language}\n${body}\n\`\`\`\n`);

  test.each([
    ['sh', 'docker push a\n# docker push b', [': push |  | a']],
    ['console', '$ docker push a \\\n>   --quiet\nUsing docker push b', [': push | quiet | a']],
    ['bash', 'me@host:~/x$ docker push a', [': push |  | a']],
    ['', 'docker push a\nthen run docker push b', [': push |  | a']],
    ['', 'echo a | docker secret create b -', [': secret create |  | b -']],
    ['yaml', 'run: docker push a', []],
    ['python', 'docker push a', []],
    ['sh', 'docker stack deploy -c <your file> app', [': stack deploy | compose-file=?<your file> | app']],
  ])('%s: %j', (language, body, expected) => {
    expect(block(language, body)).toEqual(expected);
  });

  test('blocks in lists, and longer fences around shorter ones', () => {
    const text = 'docker\n1. x\n   ```sh\n   docker push é\n   ```\n````md\n```sh\ndocker push b\n```\n````\n';
    expect(lines('docs/x.md', text)).toEqual([': push |  | é']);
    expect(misplaced('docs/x.md', text)).toEqual([]);
    expect(around('docs/x.md', text)).toEqual([' in ?']);
  });

  test('behind a clone the directory is not known', () => {
    expect(around('a.md', '```sh\ndocker ps\n```\n')).toEqual([' in ']);
    expect(around('a.md', '```sh\ngit clone x\ncd x\ndocker ps\n```\n')).toEqual([' in ?']);
  });
});
