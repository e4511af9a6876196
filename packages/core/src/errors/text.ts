/** What an error says. `{names}` stand for values of the case. */
export interface ErrorText {
  readonly en: string;
  readonly zh: string;
  /** What whoever sees it does next; goes to docs/errors.md. */
  readonly next: string;
}
