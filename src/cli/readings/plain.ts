/** Whether a value comes back from the disk as it went there. */

/** Objects without a class, lists, maps, sets and what they are made of. */
export function isPlain(value: unknown): boolean {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one === 'function' || typeof one === 'symbol') return false;
    if (typeof one !== 'object' || one === null || seen.has(one)) continue;
    seen.add(one);
    if (Array.isArray(one)) open.push(...one);
    else if (one instanceof Map) for (const [key, item] of one) open.push(key, item);
    else if (one instanceof Set) open.push(...one);
    else if (Object.getPrototypeOf(one) === Object.prototype) open.push(...Object.values(one));
    else return false;
  }
  return true;
}
