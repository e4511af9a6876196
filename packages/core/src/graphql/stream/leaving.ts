/** Streams end at once that ask for something of a plugin which their tenant no longer uses: of what they would tell there is no schema. */
import { endedBy, type Stream } from './ended.ts';
import { StreamError, type Streaming } from './streaming.ts';

export interface Leaving {
  /** The tenant uses other plugins than before: whatever can no longer be asked is over. */
  pluginsChanged(tenant: string): void;
  watched(streaming: Streaming, inner: Stream): Stream;
}

export function createLeaving(): Leaving {
  const byTenant = new Map<string, Set<() => void>>();
  return {
    pluginsChanged(tenant) {
      for (const look of byTenant.get(tenant) ?? []) look();
    },
    watched({ again, asking }, inner) {
      const { tenant } = asking.actor;
      return endedBy((end) => {
        const looks = byTenant.get(tenant) ?? new Set();
        byTenant.set(tenant, looks);
        const look = (): void => {
          // What fails otherwise, such as a database that is away, may pass; the stream itself deals with that.
          again().catch((error: unknown) => {
            if (error instanceof StreamError) end(error);
          });
        };
        looks.add(look);
        return () => {
          looks.delete(look);
          if (looks.size === 0 && byTenant.get(tenant) === looks) byTenant.delete(tenant);
        };
      }, inner);
    },
  };
}
