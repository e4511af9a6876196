/**
 * How much a document may hold, looked at before it is checked against the schema: parsing takes a stack as deep as its brackets are nested,
 * and checking takes time that grows faster than its text. What a selection costs is another matter (`measure.ts`).
 */
import { type DocumentNode, GraphQLError, Lexer, Source, TokenKind, visit } from 'graphql';
import { label } from '../../model/label.ts';
import { limitExceeded } from '../../model/refusals.ts';
import type { Limits } from '../../read/kernel.ts';

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

const shorter = label('Send a shorter document.', '请缩短文档。');
const split = label('Ask for it in several requests.', '请分成多个请求。');

/** @throws LIMIT_EXCEEDED; what is no GraphQL the parser says */
export function refuseLongText(text: string, { maxTokens, maxNesting }: Limits): void {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let nesting = 0;
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      tokens += 1;
      if (tokens > maxTokens) throw limitExceeded(label('tokens of the document', '文档词元数'), `${tokens}+`, maxTokens, [], shorter);
      if (opening.has(token.kind)) nesting += 1;
      else if (closing.has(token.kind)) nesting -= 1;
      if (nesting > maxNesting) throw limitExceeded(label('nesting of the document', '文档嵌套层数'), nesting, maxNesting, [], shorter);
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
  }
}

/** @throws LIMIT_EXCEEDED */
export function refuseManyParts(document: DocumentNode, { maxAliases, maxDirectives }: Limits): void {
  let aliases = 0;
  let directives = 0;
  visit(document, {
    Field: ({ alias }) => {
      if (alias) aliases += 1;
    },
    Directive: () => {
      directives += 1;
    },
  });
  if (aliases > maxAliases) throw limitExceeded(label('aliases', '别名数'), aliases, maxAliases, [], split);
  if (directives > maxDirectives) throw limitExceeded(label('directives', '指令数'), directives, maxDirectives, [], split);
}
