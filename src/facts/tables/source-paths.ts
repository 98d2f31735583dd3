/** Files that lie among the source and are no part of the program a service runs. */

const notShipped =
  /(^|\/)(node_modules|vendor|third_party|\.next|\.nuxt|\.venv|site-packages|_build|deps|tests?|__tests__|specs?|e2e|cypress|playwright|fixtures|testdata|mocks|__mocks__|stories|\.storybook|examples?|docs)\/|^(?:_?archived?|archives|deprecated|attic)\//i;
export const testFile =
  /\.(test|spec|stories|e2e)\.[cm]?[jt]sx?$|\.config\.[cm]?[jt]s$|(^|\/)(test_[^/]*|conftest)\.py$/i;

/** Programs that only a web server reads when it starts. */
export const webServerSettings = /(^|\/)(config\/)?(puma|unicorn)(\/[\w-]+)?\.rb$/;
/** Packages of the JVM bear any name: `com.example` holds no examples. */
export const isLeftOut = (path: string): boolean => notShipped.test(path.replace(/((?:^|\/)src\/main\/).*$/, '$1'));

/** What people run by hand, or a build does. */
export const handTool = /(^|\/)(scripts?|tools?|tooling|bin)\//i;

/** Programs that gunicorn runs for its settings. */
export const gunicornSettings = /(^|\/)gunicorn[\w.-]*\.py$/;

/** What a program is set up with, beside what it is written in. */
export const settingsFile = /\.(?:conf|config|ya?ml|properties|xml|json|toml)$/i;
/** Programs in languages that nobody here reads, which take the same settings as those that are read. */
export const unreadSource = /\.(?:scala|groovy|clj|cljc|fs|vb)$/i;
