/** What a salesperson keeps of the customer master, and what the commands that work offline do to it. */
import type { Effect, Rec } from './types.ts';

export const crmFields = {
  Customer: 'name kind status region',
  Contact: 'name title',
} as const;

type Values = Readonly<Record<string, unknown>>;
const idOf = (value: unknown): string => String(value ?? '');

/** A new record, as the server will make it as far as that can be known here. */
const made = (type: string, id: string | undefined, values: Values): Readonly<Record<string, Rec>> =>
  id === undefined ? {} : { [id]: { __typename: type, id, version: 0, ...values } };

const patched =
  (subject: string): Effect =>
  (read, { input }) => {
    const record = read(idOf(input[subject]));
    return record ? { [record.id]: { ...record, ...(input['set'] as Values) } } : {};
  };

const removed =
  (subject: string): Effect =>
  (_read, { input }) => ({ [idOf(input[subject])]: null });

export const crmEffects: Readonly<Record<string, Effect>> = {
  createCustomer: (_read, { input, creates }) =>
    made('Customer', creates[0], {
      name: input['name'],
      kind: input['kind'],
      status: input['status'] ?? 'PROSPECT',
      region: input['region'] ?? null,
    }),
  updateCustomer: patched('customer'),
  deleteCustomer: removed('customer'),
  changeCustomerStatus: (read, { input }) => {
    const record = read(idOf(input['customer']));
    return record ? { [record.id]: { ...record, status: input['status'] } } : {};
  },
  createContact: (_read, { input, creates }) => made('Contact', creates[0], { name: input['name'], title: input['title'] ?? null }),
  updateContact: patched('contact'),
  deleteContact: removed('contact'),
};
