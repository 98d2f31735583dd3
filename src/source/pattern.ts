/** A text as part of a regular expression that means that text: names out of files hold anything. */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
