/** The version in package.json; a test holds the two together. Written down so that starting reads no file. */
export const version = '0.1.0';
