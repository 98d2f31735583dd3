/** The package a key of overrides or resolutions is about: keys may hold ranges (`foo@1`) and ways to it (`bar>foo`, and slashes for Yarn). */
export const overriddenName = (key: string): readonly string[] => {
  const name = /(?:^|[>/])((?:@[^/@>]+\/)?[^/@>]+)(?:@[^>]*)?$/.exec(key)?.[1];
  return name === undefined ? [] : [name];
};
