/** Values made up anew in every process. `paths` are beginnings of members. */
export const random: readonly { readonly module: string; readonly paths: readonly string[] }[] = [
  {
    module: 'node:crypto',
    paths: [
      'randomBytes()',
      'randomUUID()',
      'webcrypto.getRandomValues()',
      'generateKeySync()',
      'generateKeyPairSync()',
    ],
  },
  { module: 'global', paths: ['crypto.randomUUID()', 'Math.random()'] },
  { module: 'uuid', paths: ['v4()', 'v1()', 'v7()', '()'] },
  { module: 'nanoid', paths: ['nanoid()', '()', 'customAlphabet()()'] },
  { module: 'crypto-random-string', paths: ['()', 'cryptoRandomString()'] },
  { module: 'randomstring', paths: ['generate()'] },
  { module: 'cuid', paths: ['()'] },
  { module: '@paralleldrive/cuid2', paths: ['createId()'] },
  { module: 'uid-safe', paths: ['sync()'] },
];
