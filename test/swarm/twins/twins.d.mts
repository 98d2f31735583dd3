export declare const twins: Readonly<
  Record<string, { readonly missing?: string; readonly refused?: boolean; readonly stand?: string }>
>;
