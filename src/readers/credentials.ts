/** Files that hold a key or a password by custom: whether this one really does, its content tells. */
import type { CredentialFile } from '../facts/manifest.ts';
import type { Reader } from '../facts/reading.ts';
import { fileNameOf, span } from '../source/index.ts';

interface Kind {
  readonly names: RegExp;
  readonly holds: RegExp;
  readonly what: CredentialFile['what'];
}

const privateKey = /-----BEGIN (?:RSA |EC |DSA |OPENSSH )?PRIVATE KEY-----(?!\s*Proc-Type: 4,ENCRYPTED)/;

/** Values that a variable fills in, and what the documentation of the programs shows, hold nothing. */
const kinds: readonly Kind[] = [
  { names: /^id_(?:rsa|dsa|ecdsa|ed25519)$|\.(?:pem|key|p8|ppk)$/, holds: privateKey, what: 'private key' },
  {
    names: /^\.?npmrc$/,
    holds: /^[^#;\n]*(?:_authToken|_auth|_password)[ \t]*=[ \t]*["']?(?!\$)[A-Za-z0-9_+/=-]{16,}/m,
    what: 'token',
  },
  { names: /^\.yarnrc\.yml$/, holds: /^[ \t]*npmAuthToken:[ \t]*["']?(?!\$)[A-Za-z0-9_+/=-]{16,}/m, what: 'token' },
  { names: /^[._]netrc$/, holds: /\bpassword[ \t]+(?![$<])\S{6,}/, what: 'password' },
  { names: /^\.pypirc$/, holds: /^[ \t]*password[ \t]*[=:][ \t]*(?![$<%])\S{6,}/m, what: 'password' },
  { names: /^\.git-credentials$/, holds: /^https?:\/\/[^\s:@]+:[^\s@]{6,}@/m, what: 'token' },
  {
    names: /^credentials$/,
    holds: /^[ \t]*aws_secret_access_key[ \t]*=[ \t]*(?!.*EXAMPLE)[A-Za-z0-9/+]{40}\s*$/m,
    what: 'token',
  },
  {
    names: /(?:credentials?|service-?account|client_secret|firebase|gcp|gcloud)[\w.-]*\.json$/i,
    holds: /"private_key"\s*:\s*"-----BEGIN (?:RSA )?PRIVATE KEY-----|"client_secret"\s*:\s*"GOCSPX-[\w-]{20,}"/,
    what: 'private key',
  },
  {
    names: /^\.dockercfg$|^config\.json$/,
    holds: /"auths"\s*:(?:(?!"auths").)*?"auth"\s*:\s*"[A-Za-z0-9+/=]{16,}"/s,
    what: 'password',
  },
];

const kindOf = (path: string): Kind | undefined => {
  const name = fileNameOf(path);
  // Only in these folders is a plain name what it looks like.
  if (name === 'credentials' && !/(^|\/)\.aws\/credentials$/.test(path)) return undefined;
  if (name === 'config.json' && !/(^|\/)\.docker\/config\.json$/.test(path)) return undefined;
  return kinds.find(({ names }) => names.test(name));
};

export const credentialReader: Reader = {
  name: 'credentials',
  claims: (path) => kindOf(path) !== undefined,
  read: ({ path, text }) => {
    const kind = kindOf(path);
    const found = kind?.holds.exec(text);
    if (!kind || !found) return {};
    const start = found.index + (found[0].length - found[0].trimStart().length);
    return { credentialFiles: [{ path, what: kind.what, at: span(path, start, found.index + found[0].length) }] };
  },
};
