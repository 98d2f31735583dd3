/** How the tables write names of the JVM. */

/** Packages that moved from `javax` to `jakarta`. */
export const jakarta = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => [`jakarta.${name}`, `javax.${name}`]);

/** Members of one class. */
export const of = (owner: string, ...members: readonly string[]): readonly string[] =>
  members.map((member) => `${owner}.${member}`);

/** Methods of an instance of each of these classes. */
export const on = (owners: readonly string[], ...members: readonly string[]): readonly string[] =>
  owners.flatMap((owner) => members.map((member) => `${owner}().${member}`));
