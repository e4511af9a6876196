/**
 * Spreadsheets run cells that begin like a formula (A24). Such a cell gets an apostrophe in front, which spreadsheets show as plain text:
 * `= + - @`, tab and carriage return, their full-width forms, also behind blanks or quotes.
 */
const opensFormula = /^[\s"'\u00a0\u3000\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const plainNumber = /^[+-]?\d+(\.\d+)?$/;

/** @example safeCell('=HYPERLINK("…")') // "'=HYPERLINK(\"…\")" */
export function safeCell(text: string): string {
  return (opensFormula.test(text) || /^[\t\r]/.test(text)) && !plainNumber.test(text) ? `'${text}` : text;
}
