/** XML as facts need it: names, texts and places. */
import { describe, expect, test } from '@jest/globals';
import { childOf, childrenNamed, parseXml, type XmlElement } from '../../src/readers/xml.ts';

const root = (text: string): XmlElement => {
  const parsed = parseXml(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
};

describe('places', () => {
  const text =
    '<?xml version="1.0"?>\n<a:project x="1">\n  <!-- <b/> -->\n  <b k="v>w">one</b>\n  <b/>\n</a:project>\n';
  test('an element stands from its < to behind its >', () => {
    const [one, two] = childrenNamed(root(text), 'b');
    expect(text.slice(one!.start, one!.end)).toBe('<b k="v>w">one</b>');
    expect(text.slice(two!.start, two!.end)).toBe('<b/>');
    expect(one!.attributes.k).toBe('v>w');
    expect(one!.text).toBe('one');
    expect(root(text).name).toBe('project');
  });
  test('children are found by name', () => {
    expect(childOf(root('<a><b><c>x</c></b></a>'), 'b', 'c')?.text).toBe('x');
    expect(childOf(root('<a/>'), 'b', 'c')).toBeUndefined();
  });
  test('a byte order mark moves nothing', () => {
    const marked = '\ufeff<a><b/></a>';
    const b = childOf(root(marked), 'b')!;
    expect(marked.slice(b.start, b.end)).toBe('<b/>');
  });
});

describe('what is not XML', () => {
  test.each([
    ['', 'holds no element'],
    ['<a><b></a>', 'unexpected close tag'],
    ['<a', 'unexpected end'],
    ['no markup', 'non-whitespace before first tag.'],
    [`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`, 'nested too deeply'],
  ])('%#', (text, why) => {
    const parsed = parseXml(text);
    expect('problem' in parsed && parsed.problem).toBe(why);
    if ('problem' in parsed) expect(parsed.offset).toBeLessThanOrEqual(text.length);
  });
  test('entities of a document type are not replaced', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>';
    expect(JSON.stringify(parseXml(bomb))).not.toContain('bbbb');
  });
});
