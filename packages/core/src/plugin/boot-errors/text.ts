import type { ErrorText } from '../../errors/text.ts';

export interface BootText extends ErrorText {
  /** The likely cause. */
  readonly cause: string;
}
