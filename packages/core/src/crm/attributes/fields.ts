import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { AttributeDefinition } from './entities.ts';

export const attributeFields = p.fields(AttributeDefinition, (f) => ({
  entity: f.column('entity', { label: label('Of', '所属类型') }),
  key: f.column('key', { label: label('Key', '键') }),
  type: f.column('type', { label: label('Type', '类型') }),
  labelEn: f.column('labelEn', { label: label('Label in English', '英文名称'), input: t.text(100) }),
  labelZh: f.column('labelZh', { label: label('Label in Chinese', '中文名称'), input: t.text(100) }),
  description: f.column('description', { label: label('Description', '说明'), input: t.text(1_000) }),
  required: f.column('required', { label: label('Required', '必填') }),
  unique: f.column('uniqueValue', { label: label('Unique', '唯一') }),
  indexed: f.column('indexed', { label: label('Indexed', '已索引') }),
  slot: f.column('slot', { label: label('Index column', '索引列') }),
  defaultValue: f.column('defaultValue', { label: label('Default', '默认值') }),
  choices: f.column('choices', { label: label('Choices', '选项') }),
  referenceEntity: f.column('referenceEntity', { label: label('Refers to', '引用类型') }),
  classification: f.column('classification', { label: label('Classification', '密级') }),
  personal: f.column('personal', { label: label('Personal data', '个人信息') }),
  retiredAt: f.column('retiredAt', { label: label('Retired', '停用时间') }),
}));
