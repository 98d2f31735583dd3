/** Tokens with which a machine joins a Swarm, wherever a file that is meant for machines holds one. */
import type { Reader } from '../facts/reading.ts';
import { span } from '../source/index.ts';

/** Version, digest of the certificate in base 36, secret in base 36. */
const token = /SWMTKN-\d+-[0-9a-z]{48,52}-[0-9a-z]{23,26}(?![0-9a-z])/g;

/** `SWMTKN-1-xxxx…`: a place to fill in. */
const isWrittenOut = (text: string): boolean => new Set(text.slice('SWMTKN-1-'.length)).size > 12;

export const joinTokenReader: Reader = {
  name: 'join-tokens',
  claims: (path) =>
    /\.(sh|bash|ya?ml|env|tf|tfvars|ini|service|mk)$|(^|\/)(\.env[^/]*|Makefile|Jenkinsfile|Vagrantfile|user-?data)$/i.test(
      path,
    ) &&
    !/[._-](example|sample|template|dist)(\.|$)|(^|\/)(examples?|samples?|labs?|tutorials?|workshops?|docs)\//i.test(
      path,
    ),
  read: ({ path, text }) => {
    if (!text.includes('SWMTKN-')) return {};
    const found = [...text.matchAll(token)].filter(([written]) => isWrittenOut(written));
    return { joinTokens: found.map(({ 0: written, index }) => ({ at: span(path, index, index + written.length) })) };
  },
};
