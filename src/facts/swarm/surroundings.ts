/** What stands around the files of a deploy and decides with them. What is absent is not known, and nothing is said about it. */
export interface Surroundings {
  /** What lies at a path that a file of the deploy names. */
  readonly beside?: (file: string, path: string) => Beside | undefined;
  readonly cluster?: Cluster;
}

export type Beside =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'directory' }
  /** `bytes`: absent when the size is not known. */
  | { readonly kind: 'file'; readonly bytes?: number };

/** What a Swarm holds before the deploy. */
export interface Cluster {
  readonly networks: readonly ClusterNetwork[];
  readonly secrets: readonly string[];
  readonly configs: readonly string[];
  /** Drivers of plugins, beside those that Docker brings along. */
  readonly networkDrivers: readonly string[];
  readonly secretDrivers: readonly string[];
}

export interface ClusterNetwork {
  readonly name: string;
  readonly scope: 'swarm' | 'local';
  /** The routing mesh itself: services cannot be attached to it by name. */
  readonly ingress?: boolean;
}
