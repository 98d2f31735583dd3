import { expect, test } from '@jest/globals';
import { unreadSecretFile } from '../../../src/facts/tables/secret-files.ts';

test('images that are known not to read the file', () => {
  expect(unreadSecretFile('redis:8', 'REDIS_PASSWORD_FILE')).toMatchObject({ outcome: 'ignored', breaks: false });
  expect(unreadSecretFile('docker.io/library/redis', 'REDIS_PASSWORD_FILE')).toBeDefined();
  expect(unreadSecretFile('quay.io/keycloak/keycloak:26.3', 'KC_DB_PASSWORD_FILE')).toMatchObject({ breaks: true });
  expect(unreadSecretFile('rabbitmq:3-management', 'RABBITMQ_DEFAULT_PASS_FILE')).toMatchObject({ outcome: 'refused' });
  expect(unreadSecretFile('rabbitmq', 'RABBITMQ_DEFAULT_PASS_FILE')).toBeDefined();
  expect(unreadSecretFile('rabbitmq:3.9.1', 'RABBITMQ_DEFAULT_USER_FILE')).toBeDefined();
});

test('images that read it, and those nobody knows', () => {
  expect(unreadSecretFile('bitnami/redis:8.0', 'REDIS_PASSWORD_FILE')).toBeUndefined();
  expect(unreadSecretFile('rabbitmq:3.8-management', 'RABBITMQ_DEFAULT_PASS_FILE')).toBeUndefined();
  expect(unreadSecretFile('rabbitmq:${TAG}', 'RABBITMQ_DEFAULT_PASS_FILE')).toBeUndefined();
  expect(unreadSecretFile('quay.io/keycloak/keycloak:26.3', 'KC_LOG_FILE')).toBeUndefined();
  expect(unreadSecretFile('acme/redis', 'REDIS_PASSWORD_FILE')).toBeUndefined();
});
