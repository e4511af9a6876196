/** Pure rules of tags. */

/** What equal names have in common: width, case and blanks make no other tag. */
export const nameKey = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** `#rrggbb` */
export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);
