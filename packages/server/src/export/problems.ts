import { GuanxiError } from '@guanxi/core';

/** An export that cannot be made at all: nothing is written. */
export const unusable = (en: string, zh: string): GuanxiError => new GuanxiError({ code: 'BAD_INPUT', en, zh });
