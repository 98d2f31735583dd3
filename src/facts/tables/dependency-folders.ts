/** Folders that package managers install into, by the end of their path in a container. From the managers' documentation. */
const folders: readonly (readonly [holds: string, target: RegExp])[] = [
  ['npm packages', /\/node_modules$/],
  ['PHP packages', /^\/(var\/www|app|srv|opt|code|home|usr\/src)(\/.+)?\/vendor$/],
  ['Ruby gems', /\/vendor\/bundle$|^\/usr\/local\/bundle$/],
  ['Python packages', /\/(\.venv|venv|virtualenv|site-packages|dist-packages)$/],
  ['Maven artifacts', /\/\.m2(\/repository)?$/],
  ['Gradle artifacts', /\/\.gradle(\/caches)?$/],
  ['Cargo crates', /\/\.?cargo(\/registry)?$/],
  ['Go modules', /\/go\/pkg(\/mod)?$/],
  ['system libraries', /^\/(usr\/(local\/)?)?lib(32|64)?(\/(x86_64|aarch64)-linux-gnu)?$/],
  ['a language runtime', /^\/opt\/(java|jdk|jre|node|nodejs|python|ruby|php|dotnet)[\w.-]*$/],
];

/** What is installed into a folder of a container; `undefined` when the folder is none of the managers'. */
export const dependenciesIn = (target: string): string | undefined =>
  folders.find(([, pattern]) => pattern.test(target.replace(/(?<!\/)\/+$/, '')))?.[0];
