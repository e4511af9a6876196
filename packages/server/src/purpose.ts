/** Why a caller reads, as they say themselves: the header `guanxi-purpose`, or `purpose` among a WebSocket's parameters. */
import type { IncomingHttpHeaders } from 'node:http';
import { GuanxiError } from '@guanxi/core';

const maxLength = 200;

/** Null where nothing is said. @throws BAD_INPUT */
export function purposeOf(headers: IncomingHttpHeaders, connectionParams: Readonly<Record<string, unknown>> | undefined): string | null {
  const said = connectionParams?.['purpose'] ?? decoded(headers['guanxi-purpose']);
  if (said === undefined) return null;
  if (typeof said !== 'string') throw wrong('must be text');
  const purpose = said.trim();
  if (purpose.length > maxLength) throw wrong(`is longer than ${maxLength} characters`);
  if (/\p{Cc}/u.test(purpose) || !purpose.isWellFormed()) throw wrong('holds characters that nobody can read');
  return purpose === '' ? null : purpose;
}

/** Headers hold ASCII: what is not is percent-encoded (encodeURIComponent), as names of files are. */
function decoded(header: string | readonly string[] | undefined): unknown {
  if (typeof header !== 'string') return header;
  try {
    return decodeURIComponent(header);
  } catch {
    throw wrong('is not percent-encoded');
  }
}

const wrong = (problem: string): GuanxiError => new GuanxiError('BAD_INPUT', { problem: `the purpose ${problem}` });
