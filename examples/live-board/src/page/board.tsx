/** The board: a column a status, all of it one live query. */
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { AddCustomer } from './add-customer.tsx';
import { Card } from './card.tsx';
import { Board as BoardQuery, ChangeStatus, statuses } from './operations.ts';
import type { Texts } from './texts.ts';

export function Board({ t }: { readonly t: Texts }) {
  const [{ data, error }] = useQuery({ query: BoardQuery });
  const [, change] = useMutation(ChangeStatus);
  const [refusal, setRefusal] = useState<string | null>(null);
  const customers = data?.customers.nodes;

  return (
    <main>
      <AddCustomer t={t} onRefused={setRefusal} />
      <p role="status" className="refusal">
        {refusal ?? error?.message}
      </p>
      {customers === undefined ? (
        <p>{t.connecting}</p>
      ) : (
        <div className="columns">
          {statuses.map((status) => (
            <section key={status} data-status={status} aria-label={t.statuses[status]}>
              <h2>{t.statuses[status]}</h2>
              {customers
                .filter((customer) => customer.status === status)
                .map((customer) => (
                  <Card
                    key={customer.id}
                    customer={customer}
                    t={t}
                    onChange={async (next) => {
                      const { data: answer, error: failure } = await change({ customer: customer.id, status: next });
                      setRefusal(answer?.done.userErrors[0]?.message ?? failure?.message ?? null);
                    }}
                  />
                ))}
            </section>
          ))}
        </div>
      )}
    </main>
  );
}
