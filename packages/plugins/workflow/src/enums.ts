import { enumType, label } from '@guanxi/core';

export const TaskState = enumType('TaskState', {
  OPEN: label('Open', '待办'),
  DONE: label('Done', '已完成'),
  /** The record left the state, and nobody has to do it any more. */
  CANCELLED: label('No longer needed', '已取消'),
});

/** Why a record came into a state. */
export const StepCause = enumType('WorkflowStepCause', {
  START: label('Begun', '启动'),
  EVENT: label('Event', '事件'),
  TIMER: label('Time was up', '到期'),
  MIGRATION: label('Moved to another version', '版本迁移'),
});

export const DiagramFormat = enumType('WorkflowDiagramFormat', {
  SVG: label('Picture (SVG)', '图片（SVG）'),
  MERMAID: label('Text (Mermaid)', '文本（Mermaid）'),
});
export const DiagramLanguage = enumType('WorkflowDiagramLanguage', {
  BOTH: label('English and Chinese', '中英文'),
  EN: label('English', '英文'),
  ZH: label('Chinese', '中文'),
});
