/** The content security policy of the page: its own style and its own script by their hashes, and nothing else, from nowhere. */

/** As the policy writes it: `'sha256-…'`. */
async function hashOf(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}

export const policyFor = async (style: string, script: string): Promise<string> =>
  `default-src 'none'; style-src ${await hashOf(style)}; script-src ${await hashOf(script)}; base-uri 'none'; form-action 'none'`;
