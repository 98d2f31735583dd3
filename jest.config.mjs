/** Tests import the TypeScript sources by their real names; Babel only strips the types. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      'babel-jest',
      { configFile: false, presets: [['@babel/preset-typescript', { rewriteImportExtensions: false }]] },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/fixtures/'],
  testTimeout: 60_000,
};
