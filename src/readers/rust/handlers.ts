/** Functions that answer requests: by the route that stands on them, or by what they take. */
import type { Node } from 'web-tree-sitter';
import { field } from '../code/tree.ts';

export const functionAround = (node: Node): Node | undefined => {
  for (let at = node.parent; at; at = at.parent) if (at.type === 'function_item') return at;
  return undefined;
};

const extractor =
  /\b(?:State|Json|Path|Query|Extension|Form|TypedHeader|HeaderMap|HttpRequest|Request|web::\w+|Data|Cookies|CookieJar|AuthUser)\b/;
const route = /^#\[(?:\w+::)?(?:get|post|put|delete|patch|head|route|handler|endpoint)\b/;
export function isHandler(definition: Node): boolean {
  for (let at = definition.previousNamedSibling; at?.type === 'attribute_item'; at = at.previousNamedSibling)
    if (route.test(at.text)) return true;
  const parameters = field(definition, 'parameters')?.text ?? '';
  return (
    extractor.test(parameters) &&
    /\b(?:async)\b/.test(definition.text.slice(0, 200)) &&
    field(definition, 'return_type') !== undefined
  );
}
