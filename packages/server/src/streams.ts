/** Which operations may be answered more than once, and how those end that did not end well. */
import { StreamError } from '@guanxi/core';
import { type DocumentNode, getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { refusalOf } from './http/errors.ts';
import type { AnswerError } from './options.ts';

export interface Read {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Null for a document that cannot be read, or without such an operation: what is wrong with it the engine says. */
export function readOperation(query: string, name: string | null | undefined): Read | null {
  try {
    const document = parse(query, { maxTokens: 20_000, noLocation: true });
    const operation = getOperationAST(document, name || null);
    return operation ? { document, operation } : null;
  } catch {
    return null;
  }
}

/** A subscription, or a live query. */
export const isStream = ({ operation }: Read): boolean =>
  operation.operation === 'subscription' || (operation.directives?.some((d) => d.name.value === 'live') ?? false);

/** What to tell whoever read a stream that threw. */
export function streamErrors(error: unknown): readonly AnswerError[] {
  if (error instanceof StreamError) return error.errors;
  const { code, message } = refusalOf(error);
  return [{ message, extensions: { code } }];
}
