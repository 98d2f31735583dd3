/** Tests and what they work with: nothing in them is deployed, whatever it looks like. */
const testDirectory = /(^|\/)(tests?|__tests__|specs?|e2e|cypress|playwright|fixtures|testdata|mocks|__mocks__)\//i;

export const isAmongTests = (path: string): boolean => testDirectory.test(path);
