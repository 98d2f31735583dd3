import { expect, test } from '@jest/globals';
import {
  isKnownSecret,
  isProviderToken,
  isSecretName,
  isSecretText,
  looksRandom,
} from '../../../src/facts/queries/secrets.ts';

test('names', () => {
  for (const name of ['DB_PASSWORD', 'JWT_SECRET', 'STRIPE_API_KEY', 'sessionSecret'])
    expect(isSecretName(name)).toBe(true);
  for (const name of [
    'DB_PASSWORD_FILE',
    'TOKEN_URL',
    'PUBLIC_KEY',
    'VITE_API_KEY',
    'SALT_ROTATION',
    'ADMIN_PASSWORD_HASH',
  ])
    expect(isSecretName(name)).toBe(false);
});

test('random texts', () => {
  for (const text of ['q7Zr2LxVt9Kc4Wm8Hs5N', '67d829bf61dc5f87a73fd814e2c9f62a']) expect(looksRandom(text)).toBe(true);
  for (const text of [
    'hunter2',
    'change-me-in-production-2024',
    'correct-horse-battery-staple',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'my-super-secret-jwt-key-0123456789',
    'https://api.example.com/v1/things',
  ])
    expect(looksRandom(text)).toBe(false);
});

test('fallbacks everybody knows', () => {
  expect(isKnownSecret('JWT_SECRET', 'change-me')).toBe(true);
  expect(isKnownSecret('JWT_SECRET', 'your-secret-key')).toBe(true);
  expect(isKnownSecret('DATABASE_URL', 'postgres://shop:shop@db/shop')).toBe(true);
  expect(isKnownSecret('STRIPE_API_KEY', 'your-api-key')).toBe(false);
  expect(isKnownSecret('JWT_SECRET', '')).toBe(false);
  expect(isKnownSecret('JWT_SECRET', '/run/secrets/jwt')).toBe(false);
});

test('tokens in the shape of their provider', () => {
  expect(isProviderToken(`ghp_${'a1B2c3D4e5F6'.repeat(3)}`)).toBe(true);
  expect(isProviderToken('AKIAIOSFODNN7EXAMPLE')).toBe(false);
  expect(isProviderToken('pk_live_0000000000000000')).toBe(false);
});

test('texts under the name of a secret that are none', () => {
  expect(isSecretText('API_TOKEN', 'hunter2')).toBe(true);
  for (const text of [
    '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
    'API_TOKEN_HERE',
    '/run/secrets/token',
    'true',
    '3600',
  ])
    expect(isSecretText('API_TOKEN', text)).toBe(false);
});
