/** Which CONFIDENTIAL fields a plan reads, noted while it is made: of the rows that it shows, and by comparing and adding up. */

/** `Entity.field`. */
type FieldName = `${string}.${string}`;

export class ConfidentialUse {
  /** What no row of an answer shows. */
  readonly compared = new Set<FieldName>();
  #noting: Set<FieldName> = this.compared;

  note(entity: string, field: string): void {
    this.#noting.add(`${entity}.${field}`);
  }

  /** What `make` reads is shown by the row it is made for, and not only compared. */
  shownBy<T>(make: () => T): { readonly made: T; readonly fields: ReadonlySet<FieldName> } {
    const around = this.#noting;
    const fields = new Set<FieldName>();
    this.#noting = fields;
    try {
      return { made: make(), fields };
    } finally {
      this.#noting = around;
    }
  }
}
