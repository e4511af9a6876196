/** How far something learnt from complaints has come (CMPL-06). */
import { enumType, label } from '@guanxi/core';

export const ImprovementState = enumType('ImprovementState', {
  OPEN: label('Open', '待整改'),
  DONE: label('Done', '已整改'),
  CHECKED: label('Effect checked', '已验证效果'),
  CLOSED: label('Closed', '已关闭'),
});
