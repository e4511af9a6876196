/** Two salespeople on the road, one office: what each does without a network, and how all three end alike. */
import { type Engine, globalId, type PluginTypeOf } from '@guanxi/core';
import { createStaff, type crm, registerDevice } from '@guanxi/core/crm';
import { createOfflineClient, crmEffects, crmFields, memoryStorage, type OfflineClient } from './index.ts';

type Crm = PluginTypeOf<ReturnType<typeof crm>>;

export async function tell(engine: Engine<Crm>, tenant: string): Promise<object> {
  const office = engine.as({ kind: 'service', name: 'office', tenant, permissions: ['*'] });
  const onTheRoad = async (name: string): Promise<OfflineClient> => {
    const hired = await office.run(createStaff, { name });
    if (!hired.ok) throw new Error(hired.errors[0]?.message);
    const person = engine.as({ kind: 'staff', staffId: hired.value.staff, tenant, permissions: ['*'] });
    const registered = await person.run(registerDevice, { name: `${name}的手机` });
    if (!registered.ok) throw new Error(registered.errors[0]?.message);
    return createOfflineClient({
      device: globalId('dev', registered.value.device),
      transport: (document, variables) => person.execute(document, variables),
      storage: memoryStorage(),
      fields: crmFields,
      effects: crmEffects,
      onConflict: () => 'client',
    });
  };
  const [li, wang] = [await onTheRoad('李雷'), await onTheRoad('王芳')];
  const customer = li.newId('cus');
  await li.run('createCustomer', { name: '上海东方会展有限公司', kind: 'ORGANISATION', confirmNew: true }, { creates: [customer] });
  await li.sync();
  await wang.sync();
  // Both are without a network now: other fields pass by each other, the same one is decided by who comes last.
  await li.run('updateCustomer', { customer, set: { region: '华东', name: '东方会展' } }, { subject: customer });
  await wang.run('updateCustomer', { customer, set: { name: '东方国际会展' } }, { subject: customer });
  await wang.run('changeCustomerStatus', { customer, status: 'ACTIVE' }, { subject: customer });
  await li.sync();
  await wang.sync();
  await li.sync();
  const { data } = await office.execute('{ customers { nodes { name region status } } }');
  const shown = (c: OfflineClient) => c.all('Customer').map(({ name, region, status }) => ({ name, region, status }));
  return { server: (data as { readonly customers: { readonly nodes: unknown } }).customers.nodes, li: shown(li), wang: shown(wang) };
}
