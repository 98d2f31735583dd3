/** Which names of module state are believed, and which calls leave something behind. */
import { describe, expect, test } from '@jest/globals';
import { hasEffect } from '../../../src/readers/code/effects.ts';
import { factsOfState, wordsOf } from '../../../src/readers/code/state.ts';

const confidenceOf = (name: string, more: { readBack?: boolean; requests?: boolean } = {}) =>
  factsOfState({
    at: { file: 'a', start: 0, end: 1 },
    guard: 'always',
    onLoad: true,
    entryOnly: false,
    readBack: true,
    name,
    ...more,
  })[0]?.confidence;

describe('names of state', () => {
  test.each(['activeSessions', 'pending_otps', 'carts', 'USERS', 'login_attempts', 'jobQueue', 'retryQueue'])(
    '%s is shared',
    (name) => {
      expect(confidenceOf(name)).toBe('medium');
    },
  );
  test.each([
    'clock',
    'blocks',
    'decoders',
    'cartesian',
    'userCache',
    'sessionPool',
    'tokenHandlers',
    '_reconnectAttempts',
    'wsIdCounter',
    'retryCount',
    'retries',
  ])('%s says nothing of the kind', (name) => expect(confidenceOf(name)).toBeUndefined());
  test('what is never read back is no record', () =>
    expect(confidenceOf('users', { readBack: false })).toBeUndefined());
  test('any other name counts a little where requests change it', () => {
    expect(confidenceOf('things')).toBeUndefined();
    expect(confidenceOf('things', { requests: true })).toBe('low');
    expect(confidenceOf('handlers', { requests: true })).toBeUndefined();
  });
  test.each([
    ['pendingOtps', ['pending', 'otp']],
    ['RATE_LIMIT_entries', ['rate', 'limit', 'entry']],
    ['access', ['access']],
  ])('%s is made of words', (name, words) => expect(wordsOf(name)).toEqual(words));
});

describe('effects', () => {
  test.each([
    'db.orders.insertOne',
    'self.mailer.send_mail',
    'Order.objects.bulk_create',
    '$mailer->send',
    'charge_card',
  ])('%s leaves something behind', (call) => expect(hasEffect(call)).toBe(true));
  test.each(['cache.put', 'io.emit', 'ws.send', 'res.send', 'logger.post', 'crypto.createHash', 'redis.get', 'sender'])(
    '%s does not',
    (call) => expect(hasEffect(call)).toBe(false),
  );
});
