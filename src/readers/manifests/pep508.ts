/** One Python requirement: `name[extra]>=1,<2; marker`, `name @ url`, a bare URL (PEP 508 and pip's additions). */
export interface Requirement {
  readonly name: string;
  readonly version: string;
  readonly pinned: boolean;
  /** A marker decides whether it is asked for. */
  readonly conditional?: true;
}

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/;
const COMMIT = /@[0-9a-f]{40}(?:[#&?]|$)/;

export function requirementOf(text: string): Requirement | undefined {
  const bare = text.split(' --')[0]!.trim();
  const hashed = text.includes('--hash=');
  const more: Pick<Requirement, 'conditional'> = bare.includes(';') ? { conditional: true } : {};
  if (/^[a-z][a-z+]*:\/\//i.test(bare)) {
    const egg = /[#&]egg=([A-Za-z0-9._-]+)/.exec(bare)?.[1];
    return egg === undefined ? undefined : { name: egg, version: bare, pinned: hashed || COMMIT.test(bare) };
  }
  const name = NAME.exec(bare)?.[0];
  if (name === undefined) return undefined;
  let rest = bare.slice(name.length).trim();
  if (rest.startsWith('[')) {
    const close = rest.indexOf(']');
    if (close === -1) return undefined;
    rest = rest.slice(close + 1).trim();
  }
  if (rest.startsWith('@')) {
    const url = rest.slice(1).trim().split(/\s/)[0]!;
    return { name, version: url, pinned: hashed || COMMIT.test(url) || url.includes('#sha256='), ...more };
  }
  const version = rest.split(';')[0]!.replace(/[()]/g, '').trim();
  if (version !== '' && !/^[<>=!~]/.test(version)) return undefined;
  return { name, version, pinned: hashed || /^===?\s*[^,*\s]+$/.test(version), ...more };
}
