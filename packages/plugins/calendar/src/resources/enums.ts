import { label, openEnum } from '@guanxi/core';

export const CalendarResourceKind = openEnum('CalendarResourceKind', {
  ROOM: label('Room', '会议室'),
  STAND: label('Exhibition stand', '展位'),
  VEHICLE: label('Vehicle', '车辆'),
  EQUIPMENT: label('Equipment', '设备'),
});
