/** What a customer can be (DATA-01, DATA-02). */
import { enumType, label, openEnum } from '@guanxi/core';

export const CustomerKind = enumType('CustomerKind', {
  ORGANISATION: label('Organisation', '组织'),
  PERSON: label('Person', '个人'),
});

export const CustomerStatus = enumType('CustomerStatus', {
  PROSPECT: label('Prospect', '潜在客户'),
  ACTIVE: label('Active', '活跃客户'),
  INACTIVE: label('Inactive', '休眠客户'),
  TERMINATED: label('Terminated', '终止客户'),
  MERGED: label('Merged into another', '已合并'),
});

/** What a customer is to the organisation; several at once. Plugins add theirs. */
export const CustomerRole = openEnum('CustomerRole', {
  END_CUSTOMER: label('End customer', '终端客户'),
  DISTRIBUTOR: label('Distributor', '分销商'),
  DEALER: label('Dealer', '经销商'),
  WHOLESALER: label('Wholesaler', '批发商'),
  AGENT: label('Agent', '代理商'),
  SUPPLIER: label('Supplier', '供应商'),
  PARTNER: label('Partner', '合作伙伴'),
  INTERNAL: label('Internal customer', '内部客户'),
});

export const Sector = openEnum('Sector', {
  GOVERNMENT: label('Government', '政府'),
  ENTERPRISE_OR_INSTITUTION: label('Enterprise or institution', '企事业单位'),
  SCHOOL: label('School', '学校'),
  INDIVIDUAL: label('Individual', '个人'),
});
