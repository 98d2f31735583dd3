/** The first document of a YAML text, bounded in depth, and the parser's complaints in words that quote nothing of the file. */
import { Composer, type Document, type ErrorCode, Lexer, Parser, type YAMLError } from 'yaml';

export interface Complaint {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Swarm's own parser refuses it too. Where it is more lenient, the file is only unreadable for us. */
  readonly certain: boolean;
}

export interface ParsedDocument {
  /** Absent when nothing could be parsed. */
  readonly document?: Document;
  /** The first one: what follows is mostly its echo. */
  readonly complaint?: Complaint;
  /** Where a second document with something in it begins. */
  readonly rest?: number;
}

/** Open collections at once; a stack file has about ten. */
const deepest = 200;

/** The parser's own messages quote the file, which may hold secrets. */
const words: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'an alias is not written right',
  BAD_DIRECTIVE: 'unknown directive',
  BAD_DQ_ESCAPE: 'unknown escape sequence in double quotes',
  BAD_INDENT: 'the indentation does not fit what stands above',
  BAD_SCALAR_START: 'a value cannot start with this character without quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping cannot start on the line of another key',
  BLOCK_IN_FLOW: 'a block cannot stand inside brackets',
  MISSING_CHAR: 'a colon, comma, bracket or quote is missing',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line, with its colon',
  MULTIPLE_ANCHORS: 'two anchors at one value',
  TAB_AS_INDENT: 'tabs cannot be used for indentation',
  UNEXPECTED_TOKEN: 'something stands here that does not belong',
};

export function parseFirst(text: string): ParsedDocument {
  const lexer = new Lexer();
  const parser = new Parser();
  const composer = new Composer({
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
    version: '1.2',
    prettyErrors: false,
  });
  const tokens = [];
  let begun = false;
  let previous = '';
  let offset = 0;
  let rest: number | undefined;
  try {
    for (const lexeme of lexer.lex(text)) {
      // Swarm reads the first document and drops the rest: errors behind it are none.
      const marker = previous !== scalarFollows && (lexeme === '---' || lexeme === '...');
      if (marker && begun) {
        rest = restAt(text, offset);
        break;
      }
      begun ||= lexeme === '---' || !/^(?:[\s#%\u0002\uFEFF]|$)/.test(lexeme);
      previous = lexeme;
      offset += /^[\u0002\u0018\u001f]$/.test(lexeme) ? 0 : lexeme.length;
      tokens.push(...parser.next(lexeme));
      if (parser.stack.length > deepest) return tooDeep(parser.offset);
    }
    tokens.push(...parser.end());
    const [document] = composer.compose(tokens, true, text.length);
    return document ? { document, complaint: complaintOf(document, text), rest } : {};
  } catch {
    return tooDeep(0);
  }
}

/** The first line behind a marker that says something; markers and comments say nothing. */
function restAt(text: string, marker: number): number | undefined {
  if (!/^(?:---|\.\.\.)/.test(text.slice(marker, marker + 3))) return undefined;
  const said = /^(?!(?:---|\.\.\.)?[ \t]*(?:#|\r?$)).+/gm;
  said.lastIndex = marker;
  return said.exec(text)?.index;
}

/** What the lexer puts in front of a plain or block scalar. */
const scalarFollows = '\u001f';

const tooDeep = (at: number): ParsedDocument => ({
  complaint: { start: at, end: at, message: 'nested too deeply to be read', certain: false },
});

function complaintOf(document: Document, text: string): Complaint | undefined {
  const error = document.errors.find(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  if (!error) return undefined;
  const [start, end] = error.pos;
  return {
    start: Math.min(start, text.length),
    end: Math.min(end, text.length),
    message: words[error.code] ?? 'not valid YAML',
    certain: !lenient(error, text),
  };
}

/** Swarm takes brackets and quotes whose lines stand further left than YAML wants; verified with `docker stack config` 28.2. */
const lenient = ({ code, message, pos }: YAMLError, text: string): boolean =>
  (code === 'BAD_INDENT' && message.startsWith('Flow ')) ||
  (code === 'MISSING_CHAR' && message.includes('quote') && /["']/.test(text.slice(pos[1])));
