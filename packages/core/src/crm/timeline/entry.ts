/** One timeline over everybody's records (DATA-06): core's own, and those of any plugin that implements the interface. */
import { interfaceType, label, shape, shapeId } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';

/** @example implement(TimelineEntry, Stay, { customerId: 'customerId', at: 'checkIn', kind: () => sql`'STAY'`, title: (s) => sql`${s.touchpoint}` }) */
export const TimelineEntry = interfaceType('TimelineEntry', label('Timeline entry', '时间线条目'), {
  customerId: shapeId(Customer, label('Customer', '客户')),
  at: shape('DateTime', label('At', '时间')),
  /** What it is, in capitals, such as `INTERACTION`. */
  kind: shape('String', label('Kind', '类别')),
  title: shape('String', label('Title', '标题')),
});
