/** What a relationship can be (DATA-05, T-01): what the firm has with a customer, and what customers have with each other. */
import { enumType, label, openEnum } from '@guanxi/core';

/** Plugins add theirs with `addValues`, and say how such a relationship behaves with `contribute(relationshipRules, …)`. */
export const RelationshipType = openEnum('RelationshipType', {
  TRANSACTIONAL: label('Pure transaction', '单纯交易'),
  COMMUNICATION: label('Communication link', '沟通联系'),
  SPECIAL_CONTACT: label('Special contact opportunity', '特殊接触机会'),
  CONTRACT: label('Sales contract', '销售合同'),
  ALLIANCE: label('Alliance', '联盟'),
  PARENT_OF: label('Parent company of', '母公司'),
  SUPPLIES: label('Supplies', '供应'),
  REFERRED_BY: label('Referred by', '由其推荐'),
  PARTNER_OF: label('Partner of', '合作伙伴'),
  MEMBER_OF: label('Member of', '成员'),
});

/** Which way a hierarchy is walked from a customer. */
export const HierarchyDirection = enumType('HierarchyDirection', {
  DOWN: label('To what is below', '向下'),
  UP: label('To what is above', '向上'),
});
