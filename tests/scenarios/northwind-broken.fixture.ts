/** Twenty rows that are wrong in ten ways, strewn among the order lines, and what is to be said of each. */

const columns = [
  'order_id',
  'customer_code',
  'employee_id',
  'order_date',
  'shipped_date',
  'ship_country',
  'product_name',
  'category_name',
  'unit_price',
  'quantity',
  'discount',
  'amount',
];
const sound: Readonly<Record<string, string>> = {
  order_id: '99999',
  customer_code: 'ALFKI',
  employee_id: '5',
  order_date: '1998-05-06',
  shipped_date: '',
  ship_country: 'Germany',
  product_name: 'Tofu',
  category_name: 'Produce',
  unit_price: '1',
  quantity: '1',
  discount: '0',
  amount: '1.00',
};
const cells = (change: Readonly<Record<string, string>>, product: string): string =>
  columns.map((name) => ({ ...sound, product_name: product, ...change })[name]).join(',');

interface Kind {
  readonly says: string;
  readonly row: (product: string) => string;
}
const changed = (says: string, change: Readonly<Record<string, string>>): Kind => ({ says, row: (product) => cells(change, product) });

const kinds: readonly Kind[] = [
  changed('customer_code IMPORT_NOT_FOUND', { customer_code: 'NOBODY' }),
  changed('order_date IMPORT_NOT_A_DATE', { order_date: '1998-02-30' }),
  changed('amount IMPORT_NOT_A_NUMBER', { amount: 'twelve' }),
  changed('order_id, product_name IMPORT_REQUIRED', { order_id: '' }),
  changed('order_date CRM_FACT_IN_FUTURE', { order_date: '2999-01-01' }),
  changed('amount CRM_NEGATIVE_VALUE', { amount: '-1.00' }),
  changed('amount BAD_INPUT', { amount: '1.00001' }),
  // Recorded before, with another amount.
  changed('amount IMPORT_DIFFERS', { amount: '2.00' }),
  { says: ' IMPORT_CELLS', row: (product) => `${cells({}, product)},more` },
  changed('order_id, product_name IMPORT_KEY_TWICE', { order_id: '10248', product_name: 'Queso Cabrales' }),
];

export function brokenRows(text: string): { readonly text: string; readonly expected: readonly string[]; readonly before: string } {
  const lines = text.trimEnd().split('\n');
  const expected: string[] = [];
  [...kinds, ...kinds].forEach((kind, i) => {
    const at = 100 * (i + 1);
    lines.splice(at, 0, kind.row(`Broken ${i}`));
    expected.push(`${at + 1} ${kind.says}`);
  });
  const before = [columns.join(','), ...[7, 17].map((i) => cells({}, `Broken ${i}`))];
  return { text: `${lines.join('\n')}\n`, expected, before: `${before.join('\n')}\n` };
}
