/** What a start script does to the variables and ports of its service. */
import { describe, expect, test } from '@jest/globals';
import { environmentContracts, listeningOf } from '../../../src/facts/index.ts';
import { lintTree } from '../../support/lint.ts';

const factsWith = (script: string) =>
  lintTree({
    'docker-stack.yml': 'services:\n  web:\n    image: registry.example/web:1\n    build: .\n    ports: ["80:8000"]\n',
    Dockerfile: 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["./start.sh"]\n',
    'requirements.txt': 'gunicorn==23.0.0\n',
    'start.sh': `#!/bin/sh\n${script}\n`,
    'app.py': "import os\nkey = os.environ['LEDGER']\n",
  }).facts;

describe('variables', () => {
  const supplied = (script: string) =>
    environmentContracts(factsWith(script))[0]!.variables.find(({ name }) => name === 'LEDGER')?.supplied?.by;

  test.each([
    ['exec gunicorn app:app', undefined],
    // It says what it sets, although not to what.
    ['export SIGNATURE=$(hostname)\nexec gunicorn app:app', undefined],
    ['export LEDGER="$OTHER"\nexec gunicorn app:app', 'start'],
    ['export $(cat settings)\nexec gunicorn app:app', 'elsewhere'],
    ['. ./settings\nexec gunicorn app:app', 'elsewhere'],
  ])('%j', (script, expected) => expect(supplied(script)).toBe(expected));
});

describe('ports', () => {
  const listener = (script: string) => {
    const facts = factsWith(script);
    const [found] = listeningOf(facts.services[0]!, facts).listeners;
    return found && { port: found.port, bind: found.bind };
  };

  test.each([
    ['exec gunicorn app:app --bind 0.0.0.0:"${PORT:-8000}"', { port: 8000, bind: 'all' }],
    ['exec gunicorn app:app --bind "127.0.0.1:${PORT:-8000}"', { port: 8000, bind: 'loopback' }],
    // Which port it is cannot be known, the address can.
    ['exec gunicorn app:app --bind "0.0.0.0:$PORT"', { port: undefined, bind: 'all' }],
    ['exec gunicorn app:app --bind "$HOST:8000"', { port: undefined, bind: 'unknown' }],
  ])('%s', (script, expected) => expect(listener(script)).toEqual(expected));
});
