import { expect, test } from '@jest/globals';
import { credentialReader } from '../../src/readers/credentials.ts';

const read = (path: string, text: string) =>
  credentialReader.claims(path)
    ? credentialReader.read({ path, text }, { parsers: {}, exists: () => false }).credentialFiles?.[0]
    : undefined;

const token = 'q7Zr2LxVt9Kc4Wm8Hs5N';

test('what opens something is found, with the line that does', () => {
  expect(read('keys/jwt.pem', '# key\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n')).toMatchObject({
    what: 'private key',
    at: { start: 6 },
  });
  expect(read('.npmrc', `save-exact=true\n//registry.npmjs.org/:_authToken=${token}\n`)).toMatchObject({
    what: 'token',
    at: { start: 16 },
  });
  expect(read('.netrc', `machine git.example.com login ci password ${token}`)).toMatchObject({ what: 'password' });
  expect(read('.docker/config.json', `{"auths": {"r.example": {"auth": "${token}"}}}`)).toBeDefined();
  expect(read('gcp-service-account.json', '{"private_key": "-----BEGIN PRIVATE KEY-----\\nMII"}')).toBeDefined();
});

test('what a variable fills in, what is encrypted and what is public is not', () => {
  expect(read('.npmrc', '//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n')).toBeUndefined();
  expect(read('.npmrc', `# //registry.npmjs.org/:_authToken=${token}\n`)).toBeUndefined();
  expect(read('ca.pem', '-----BEGIN CERTIFICATE-----\nMII\n')).toBeUndefined();
  expect(read('id_rsa', '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n')).toBeUndefined();
  expect(read('tls.key', '-----BEGIN ENCRYPTED PRIVATE KEY-----\n')).toBeUndefined();
  expect(read('src/config.json', `{"auths": {"r.example": {"auth": "${token}"}}}`)).toBeUndefined();
  expect(read('credentials.json', '{"installed": {"client_id": "x.apps.googleusercontent.com"}}')).toBeUndefined();
});
