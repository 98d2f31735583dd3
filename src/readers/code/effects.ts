/** Calls, as written, that leave something behind: rows, mails, money, messages. The same words in every language. */
import { wordsOf } from './state.ts';

/** First words of names: `sendInvoice`, `bulk_create`. */
const verbs = new Set([
  ...['insert', 'save', 'create', 'update', 'upsert', 'persist', 'commit', 'executemany', 'bulk', 'store', 'upload'],
  ...['charge', 'capture', 'refund', 'pay', 'bill', 'book', 'invoice', 'send', 'sendmail', 'deliver', 'notify', 'post'],
  ...['put', 'patch', 'enqueue', 'publish', 'delay', 'import', 'export', 'generate', 'process'],
]);

/** What stays in the process, or goes to those who are connected to it: caches, sockets, metrics, logs, answers. */
const passing =
  /cache|memo|socket|\bws\b|\bwss\b|\bio\b|emit|broadcast|channel_layer|metric|counter|gauge|log(?:ger)?\b|console|analytics|telemetry|posthog|mixpanel|(?:^|_)ga4?(?:_|$)|createHash|create_task|createElement|createReadStream|\bprocess\.|^(?:res|response|reply|ctx|event|next)\b/i;

const lastName = (call: string): string =>
  call.slice(Math.max(...['.', ':', '>'].map((end) => call.lastIndexOf(end))) + 1);

export function hasEffect(call: string): boolean {
  const [first = '', second] = wordsOf(lastName(call));
  return (verbs.has(first) || (first === 'apply' && second === 'async')) && !passing.test(call);
}

export function effectOf(calls: readonly string[] | undefined): { readonly effect?: string } {
  const effect = calls?.find(hasEffect);
  return effect === undefined ? {} : { effect };
}
