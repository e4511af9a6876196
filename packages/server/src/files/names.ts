/** Names and types of files, as clients tell them: nothing in them is trusted. */
import { GuanxiError } from '@guanxi/core';

const maxLength = 255;

/** The last part of a path of whatever system, without characters that nobody can see. @throws BAD_INPUT where nothing is left */
export function fileName(given: string | undefined): string {
  const name = (given ?? '')
    .split(/[/\\]/)
    .at(-1)
    ?.normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();
  if (!name || name === '.' || name === '..') throw new GuanxiError('BAD_INPUT', { problem: 'the file has no name' });
  if (name.length > maxLength)
    throw new GuanxiError('BAD_INPUT', { problem: `the name of the file is longer than ${maxLength} characters` });
  return name;
}

/** Without parameters; what is no media type is bytes. */
export function contentTypeOf(given: string | undefined): string {
  const type = (given ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][a-z0-9!#$&^_.+-]{0,100}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}$/.test(type) ? type : 'application/octet-stream';
}

/** `Content-Disposition` for saving under the name, in any script (RFC 6266, RFC 8187). */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
