/** Which functions answer requests or take messages: by their decorators, their class, or their first parameter. */
import type { Node } from 'web-tree-sitter';
import { childrenOf, field } from '../code/tree.ts';
import { lastName } from './collector.ts';

const routeMethods = new Set(['get', 'post', 'put', 'patch', 'delete', 'route', 'api_route', 'websocket', 'head']);
const messageMethods = new Set([
  ...['task', 'shared_task', 'actor', 'agent', 'subscriber', 'on_message', 'message_handler', 'callback_query_handler'],
  ...['message', 'callback_query', 'command', 'event', 'api_view', 'listener', 'slash_command'],
]);
const owners =
  /^(?:\w*(?:app|api|router|bp|blueprint|routes?|bot|dp|dispatcher|client|broker|celery|dramatiq|faust))$/i;
const servingClass = /(?:View|ViewSet|Resource|RequestHandler|HTTPEndpoint|WebSocketEndpoint|Consumer|Controller)$/;
const servingMethod =
  /^(?:get|post|put|patch|delete|dispatch|form_valid|list|create|retrieve|update|destroy|receive\w*|on_\w+|do_[A-Z]+)$/;

function isServingDecorator(decorator: Node): boolean {
  const inner = childrenOf(decorator)[0];
  const callee = inner?.type === 'call' ? field(inner, 'function') : inner;
  if (!callee) return false;
  const name = lastName(callee);
  if (callee.type === 'identifier') return name === 'shared_task' || name === 'api_view';
  const owner = field(callee, 'object');
  if (owner && owners.test(lastName(owner))) return routeMethods.has(name) || messageMethods.has(name);
  const first = inner?.type === 'call' ? childrenOf(field(inner, 'arguments') ?? inner)[0] : undefined;
  return routeMethods.has(name) && /^["']\//.test(first?.text ?? '');
}

const firstParameter = (definition: Node): string => {
  const parameters = field(definition, 'parameters');
  const names = (parameters ? childrenOf(parameters) : []).map(({ text }) => text);
  return names.find((name) => !/^(?:self|cls)\b/.test(name)) ?? '';
};

/** `node`: a `function_definition`. */
export function isHandler(node: Node): boolean {
  const around = node.parent;
  if (
    around?.type === 'decorated_definition' &&
    childrenOf(around).some((child) => child.type === 'decorator' && isServingDecorator(child))
  )
    return true;
  if (/^request\b|:\s*(?:\w+\.)?(?:Http)?Request$/.test(firstParameter(node))) return true;
  const body = (around?.type === 'decorated_definition' ? around : node).parent;
  const owner = body?.parent;
  if (owner?.type !== 'class_definition' || !servingMethod.test(field(node, 'name')?.text ?? '')) return false;
  const bases = field(owner, 'superclasses');
  return (bases ? childrenOf(bases) : []).some(({ text }) => servingClass.test(text));
}
