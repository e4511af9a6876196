/** Cases to look at, of customers that are there already. */
import { select } from '@guanxi/core';
import { customerFields } from '@guanxi/core/crm';
import { receiveComplaint } from './cases/receive.ts';
import type { ComplaintsTx } from './common.ts';

const cases = [
  {
    type: 'COMPLAINT',
    channel: 'HOTLINE',
    severity: 4,
    touchpoint: '二号楼工地',
    text: '卧室外墙渗水，报修两次无人上门。',
    class: 'PROJECT_QUALITY',
  },
  {
    type: 'COMPLAINT',
    channel: 'LETTER',
    severity: 3,
    touchpoint: '售楼处',
    text: '宣传册承诺的会所至今没有动工。',
    class: 'SALES_PROMISE',
  },
  { type: 'ENQUIRY', channel: 'WEB', severity: 1, touchpoint: '网站', text: '请问车位什么时候开始登记？' },
  { type: 'PRAISE', channel: 'VISIT', severity: 1, touchpoint: '物业前台', text: '感谢客服小李雨夜帮忙联系抢修。' },
] as const;

export async function demo(tx: ComplaintsTx): Promise<void> {
  const customers = await tx.system.read(select(customerFields, {}), { limit: cases.length });
  if (customers.length === 0) return;
  for (const [i, of] of cases.entries()) {
    const customer = customers[i % customers.length];
    if (customer)
      await tx.system.run(receiveComplaint, {
        ...of,
        from: { kind: 'customer', value: customer.id },
        reply: '您的来访已登记，我们会尽快答复。',
      });
  }
}
