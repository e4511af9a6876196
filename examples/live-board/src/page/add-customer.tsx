/** Adds a customer. Nothing here touches the list: the live query brings what was added. */
import { useMutation } from 'urql';
import { AddCustomer as AddMutation } from './operations.ts';
import type { Texts } from './texts.ts';

interface Props {
  readonly t: Texts;
  readonly onRefused: (message: string | null) => void;
}

export function AddCustomer({ t, onRefused }: Props) {
  const [{ fetching }, add] = useMutation(AddMutation);

  // React empties the form when the action is over.
  async function submit(form: FormData): Promise<void> {
    const { data, error } = await add({ name: String(form.get('name')) });
    onRefused(data?.done.userErrors[0]?.message ?? error?.message ?? null);
  }

  return (
    <form action={submit}>
      <input name="name" required maxLength={200} placeholder={t.name} aria-label={t.name} />
      <button type="submit" disabled={fetching}>
        {t.add}
      </button>
    </form>
  );
}
