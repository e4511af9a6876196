/**
 * The encoding of a text file: a byte order mark decides; otherwise UTF-8 if the sample is valid UTF-8, else GB18030, which Chinese
 * spreadsheets still write and of which GBK and GB2312 are parts.
 */
export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030';

/** `sample` is the beginning of the file; a character cut at its end does not count against UTF-8. */
export function detectEncoding(sample: Uint8Array): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
