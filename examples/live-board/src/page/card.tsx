/** One customer. Choosing a status asks for it; the card moves when the live query says so. */
import { type Customer, type Status, statuses } from './operations.ts';
import type { Texts } from './texts.ts';

interface Props {
  readonly customer: Customer;
  readonly t: Texts;
  readonly onChange: (status: Status) => Promise<void>;
}

export function Card({ customer, t, onChange }: Props) {
  return (
    <article>
      <h3>{customer.name}</h3>
      <p>{customer.owner?.name ?? '—'}</p>
      <select aria-label={t.status} value={customer.status} onChange={(event) => void onChange(event.target.value as Status)}>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {t.statuses[status]}
          </option>
        ))}
      </select>
    </article>
  );
}
