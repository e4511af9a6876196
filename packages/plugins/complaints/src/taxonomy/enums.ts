/** The second level of the taxonomy (T-20). Verticals add classes of theirs with `addValues(ComplaintClass, …)`. */
import { label, openEnum } from '@guanxi/core';

export const ComplaintClass = openEnum('ComplaintClass', {
  DESIGN_PLANNING: label('Design and planning', '设计规划'),
  PROJECT_QUALITY: label('Project quality', '工程质量'),
  SALES_PROMISE: label('Sales promise', '销售承诺'),
  SERVICE_PROCESS: label('Service process', '服务过程'),
});
