/** ISO 3166: a country that there is, with a subdivision where one is named. */
const form = /^([A-Z]{2})(-[A-Z0-9]{1,3})?$/;
const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

export function isRegion(text: string): boolean {
  const [, country] = form.exec(text) ?? [];
  return country !== undefined && names.of(country) !== undefined;
}
