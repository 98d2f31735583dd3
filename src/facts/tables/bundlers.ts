/** Bundlers that replace variables of the environment by their values while they build. From the bundlers' documentation, 2026-08. */

export interface Bundler {
  readonly name: string;
  /** What the names of its variables begin with. */
  readonly prefix: string;
  /** Packages, one of which does the replacing. */
  readonly packages: readonly string[];
  /** A server runs the same code, and finds what the build left alone. */
  readonly server?: true;
}

const rows: readonly Bundler[] = [
  { name: 'Next.js', prefix: 'NEXT_PUBLIC_', packages: ['next'], server: true },
  { name: 'Vite', prefix: 'VITE_', packages: ['vite', 'rolldown-vite'] },
  {
    name: 'Create React App',
    prefix: 'REACT_APP_',
    packages: ['react-scripts', '@craco/craco', 'react-app-rewired'],
  },
  { name: 'Vue CLI', prefix: 'VUE_APP_', packages: ['@vue/cli-service'] },
  { name: 'Gatsby', prefix: 'GATSBY_', packages: ['gatsby'] },
  { name: 'Expo', prefix: 'EXPO_PUBLIC_', packages: ['expo'] },
  { name: 'ngx-env', prefix: 'NG_APP_', packages: ['@ngx-env/builder'] },
];

export const bundlerOf = (variable: string): Bundler | undefined =>
  rows.find(({ prefix }) => variable.startsWith(prefix) && variable.length > prefix.length);

/** Packages that bring variables of the container to the browser. */
export const isRuntimeInjector = (name: string): boolean =>
  /runtime-(env|config)|react-env$|import-meta-env|vite-envs|public-env|dynamic-env|env-inject|envsub/.test(name);
