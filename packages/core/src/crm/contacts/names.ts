/** Names of people in the two orders that the data has: family name first and unspaced in Chinese, last elsewhere. Pure. */
import type { Locale } from '@guanxi/core';
import { Salutation } from './enums.ts';

export interface NameParts {
  readonly familyName?: string | null | undefined;
  readonly givenName?: string | null | undefined;
}

const han = /^[\p{Script=Han}·]+$/u;
/** Whether text is a name in Chinese characters. */
const isHan = (text: string): boolean => han.test(text);

/**
 * The name as it is read out. The order is that of the name's own writing; where that is Latin, a Chinese reader sees it as it is.
 * @example displayName({ familyName: '王', givenName: '芳' }) // '王芳'
 * @example displayName({ familyName: 'Devon', givenName: 'Ann' }) // 'Ann Devon'
 */
export function displayName({ familyName, givenName }: NameParts): string {
  const family = familyName?.trim() ?? '';
  const given = givenName?.trim() ?? '';
  if (family === '' || given === '') return family || given;
  return isHan(family) && isHan(given) ? family + given : `${given} ${family}`;
}

// The compound surnames still in use; every other surname is one character.
const compound = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 歐陽 司馬 東方 諸葛 尉遲 鍾離 長孫'.split(
    ' ',
  ),
);

/** The two parts of a whole name, where its writing says which is which; null for anything else. */
export function splitName(name: string): { readonly familyName: string; readonly givenName: string } | null {
  const text = name.trim();
  const characters = [...text];
  if (isHan(text) && !text.includes('·')) {
    const length = characters.length > 2 && compound.has(characters.slice(0, 2).join('')) ? 2 : 1;
    if (characters.length < 2 || characters.length > length + 2) return null;
    return { familyName: characters.slice(0, length).join(''), givenName: characters.slice(length).join('') };
  }
  const words = text.split(/\s+/);
  if (words.length < 2 || !/^[\p{Script=Latin}\p{M}.'’-]+$/u.test(words.join(''))) return null;
  return { familyName: words.at(-1) as string, givenName: words.slice(0, -1).join(' ') };
}

/**
 * How a person is addressed in a letter or on the telephone.
 * @example addressAs({ name: '王芳', familyName: '王' }, 'MS', 'zh-CN') // '王女士'
 * @example addressAs({ name: 'Ann Devon', familyName: 'Devon' }, 'MS', 'en') // 'Ms Devon'
 */
export function addressAs(
  person: { readonly name: string; readonly familyName?: string | null },
  salutation: string | null,
  locale: Locale,
): string {
  const form = salutation === null ? undefined : Salutation.values[salutation];
  if (!form) return person.name;
  const family = person.familyName?.trim() || person.name;
  // The name decides the order: 王女士 for a Chinese reader, and for an English one Ms 王; Latin names keep a blank.
  if (locale === 'zh-CN') return isHan(family) ? family + form.zh : `${family} ${form.zh}`;
  return `${form.en} ${family}`;
}
