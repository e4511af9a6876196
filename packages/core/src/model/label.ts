/** What a thing is called, in both languages; both are required wherever a label is. */
export interface Label {
  readonly en: string;
  readonly zh: string;
}

export type Locale = 'en' | 'zh-CN';

/** @example label('Loyalty tier', '会员等级') */
export const label = (en: string, zh: string): Label => ({ en, zh });

export const labelIn = (text: Label, locale: Locale): string => (locale === 'zh-CN' ? text.zh : text.en);
