/** Whether a function does work that should happen once: it asks a database, sends mail, calls another service. */
import type { Node } from 'web-tree-sitter';
import { field } from '../code/tree.ts';
import { functionOf, meaningOf } from './meanings.ts';
import type { Reading } from './reading.ts';
import { scopeAt } from './values.ts';

const effects =
  /^(?:database\/sql|net\/smtp|gorm\.io\/gorm|github\.com\/(?:jackc\/pgx|jmoiron\/sqlx|lib\/pq|uptrace\/bun|go-pg\/pg|redis\/go-redis|sendgrid\/sendgrid-go|stripe\/stripe-go|slack-go\/slack|aws\/aws-sdk-go\b|wneessen\/go-mail|go-gomail\/gomail)|go\.mongodb\.org\/mongo-driver|entgo\.io\/ent|gopkg\.in\/(?:gomail|mail))/;
const httpCalls = /^(?:Get|Post|PostForm|Head|Client\(\)\.\w+|DefaultClient\.\w+|NewRequest\w*)$/;

export function reachesOut(definition: Node, reading: Reading, visited = new Set<number>()): boolean {
  const body = field(definition, 'body');
  if (!body || visited.has(definition.id) || visited.size > 30) return false;
  visited.add(definition.id);
  return body.descendantsOfType('call_expression').some((call) => {
    const callee = call && field(call, 'function');
    if (!callee) return false;
    const scope = scopeAt(callee, reading.unit.root, reading);
    const meaning = meaningOf(callee, scope, reading.unit);
    if (meaning) return effects.test(meaning.module) || (meaning.module === 'net/http' && httpCalls.test(meaning.path));
    const own = functionOf(callee, scope, reading.unit);
    return own !== undefined && reachesOut(own, reading, visited);
  });
}
