/** Values made up anew in every process. `paths` are beginnings of members. */
export const random: readonly { readonly library: string; readonly paths: readonly string[] }[] = [
  {
    library: 'node:crypto',
    paths: [
      'randomBytes()',
      'randomUUID()',
      'webcrypto.getRandomValues()',
      'generateKeySync()',
      'generateKeyPairSync()',
    ],
  },
  { library: 'global', paths: ['crypto.randomUUID()', 'Math.random()'] },
  { library: 'uuid', paths: ['v4()', 'v1()', 'v7()', '()'] },
  { library: 'nanoid', paths: ['nanoid()', '()', 'customAlphabet()()'] },
  { library: 'crypto-random-string', paths: ['()', 'cryptoRandomString()'] },
  { library: 'randomstring', paths: ['generate()'] },
  { library: 'cuid', paths: ['()'] },
  { library: '@paralleldrive/cuid2', paths: ['createId()'] },
  { library: 'uid-safe', paths: ['sync()'] },
];
