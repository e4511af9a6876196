import type { ErrorText } from '../../errors.ts';

export interface BootText extends ErrorText {
  /** The likely cause. */
  readonly cause: string;
}
