/** Of a model that does not fit together. */
import type { BootText } from './text.ts';

export const modelTexts = {
  NOT_LISTED: {
    en: '{subject} was made with the kit of plugin "{plugin}" but is not listed.',
    zh: '{subject} 由插件“{plugin}”的工具包创建，但未列出。',
    cause: 'It was forgotten in definePlugin; without it the plugin would silently lack it.',
    next: 'Add it to the table of contents, or delete it.',
  },
  LISTED_FOREIGN: {
    en: 'Plugin "{plugin}" lists {subject}, which was made with the kit of "{other}".',
    zh: '插件“{plugin}”列出了 {subject}，但它由“{other}”的工具包创建。',
    cause: 'It was imported from that plugin; what a plugin lists counts as its own.',
    next: 'Take it out of the list; naming it is enough to use it.',
  },
  CLOSED_ENUM: {
    en: 'Plugins {plugins}: enum {subject} takes no values: {detail}.',
    zh: '插件 {plugins}：枚举 {subject} 不可扩展：{detail}。',
    cause: 'The enum has a CHECK in the database.',
    next: 'Make it an openEnum in its own plugin, or use another field.',
  },
  NOT_TENANT_TABLE: {
    en: 'Entity {subject} of plugin {plugins}: {detail}.',
    zh: '插件{plugins}的实体 {subject}：{detail}。',
    cause: 'The table was made with pgTable, or by another copy of @guanxi/core.',
    next: 'Make it with tenantTable().',
  },
  FLOAT_COLUMN: {
    en: 'Column {subject} of plugin {plugins} is a float: {detail}.',
    zh: '插件{plugins}的列 {subject} 为浮点数：{detail}。',
    cause: 'Floats do not hold decimal fractions: sums drift.',
    next: 'Use decimal(), money() or integer().',
  },
  READ_MISSING: {
    en: 'Entity {subject} of plugin "{plugin}" does not say who may read it.',
    zh: '插件“{plugin}”的实体 {subject} 未说明谁可读取。',
    cause: 'Nothing is open by forgetting.',
    next: 'Set `read` to a permission, a policy or through().',
  },
  POLICY_NOT_FOLLOWED: {
    en: 'Entity {subject} of plugin "{plugin}" refers to {target} by {column}, whose rows are not open to everyone who may read it.',
    zh: '插件“{plugin}”的实体 {subject} 通过 {column} 引用按行授权的 {target}。',
    cause: 'Its rows would be seen by people who may not see the record they belong to.',
    next: "Use read: through('{column}', …), or state why not in `independent`.",
  },
  THROUGH_NO_REFERENCE: {
    en: 'Entity {subject} of plugin "{plugin}" is read through {column}, which refers to no record.',
    zh: '插件“{plugin}”的实体 {subject} 通过 {column} 授权，但该列不引用记录。',
    cause: 'The column was not made with reference().',
    next: 'Name a column made with reference().',
  },
  THROUGH_CIRCLE: {
    en: 'Entities are read through each other in a circle: {path}.',
    zh: '实体循环授权：{path}。',
    cause: 'None of them says who may read it.',
    next: 'Give one of them a permission or a policy.',
  },
  MERGE_MOVE_UNIQUE: {
    en: '{subject} of plugin "{plugin}" is one per {target} and would be moved in a merge.',
    zh: '插件“{plugin}”的 {subject} 每个 {target} 唯一，合并时不能移动。',
    cause: 'Survivor and duplicate may both have a row; onMerge is `move` unless said otherwise.',
    next: "Say onMerge: 'keepSurvivor' or 'hook'.",
  },
  MERGE_HOOK_MISSING: {
    en: '{subject} of plugin "{plugin}" says onMerge: \'hook\', and nothing listens to {events}.',
    zh: "插件“{plugin}”的 {subject} 声明 onMerge: 'hook'，但未监听 {events}。",
    cause: 'The merge, or taking it back, would leave the row with the duplicate.',
    next: 'Add during() hooks for these events.',
  },
  SEARCH_GUARDED: {
    en: 'Field {subject} of plugin "{plugin}" is searched and guarded by {guard}.',
    zh: '插件“{plugin}”的字段 {subject} 可搜索，同时受 {guard} 限制。',
    cause: 'A search that finds by a hidden value gives the value away.',
    next: 'Drop `search`, or the guard.',
  },
  CLASS_LOWERED: {
    en: 'Field {subject} of plugin "{plugin}" is declared {declared}, and made of what is {inherited}.',
    zh: '插件“{plugin}”的字段 {subject} 声明为 {declared}，但其来源的密级为 {inherited}。',
    cause: 'Whoever may see the field would see what it is made of.',
    next: 'Leave the class out, so that it is inherited, or make the field of something else.',
  },
  SEARCH_NO_COLUMN: {
    en: 'Field {subject} of plugin "{plugin}" is searched; its table has no search column.',
    zh: '插件“{plugin}”的字段 {subject} 可搜索，但表中没有搜索列。',
    cause: 'The grams have no place.',
    next: 'Spread searchColumn() into the table.',
  },
  PERSONAL_NOT_FOLLOWED: {
    en: '{subject} of plugin "{plugin}" is said to be personal data, and cannot be followed to its person: {detail}.',
    zh: '插件“{plugin}”的 {subject} 声明为个人信息，但无法关联到本人：{detail}。',
    cause: 'What cannot be followed would be left out when the person asks for their data, or asks to be erased.',
    next: 'Name a column that refers to a person, or `id`; make the column nullable where it is no text.',
  },
  PLUGIN_SQL: {
    en: '{subject} of plugin "{plugin}": {problem}.',
    zh: '插件“{plugin}”的 {subject}：{problem}。',
    cause: "SQL past the planner escapes the tenant, the reader's rights or the plan cache.",
    next: 'Reach other tables by q.exists, q.count or q.sum, and time by q.now.',
  },
  INPUT_TYPE: {
    en: '{subject} of plugin {plugins} has no GraphQL type: {detail}.',
    zh: '插件 {plugins} 的 {subject} 没有对应的 GraphQL 类型：{detail}。',
    cause: 'The API is derived from zod; records, transforms, z.date and z.bigint have no type there.',
    next: 'Use the kit `t`.',
  },
  ENUM_VALUE: {
    en: 'Enum value {subject} of plugin {plugins} cannot be said in GraphQL: {detail}.',
    zh: '插件 {plugins} 的枚举值 {subject} 无法用于 GraphQL：{detail}。',
    cause: 'Values are written in SCREAMING_SNAKE case, and not true, false or null.',
    next: 'Rename the value.',
  },
  DUPLICATE_ROOT_FIELD: {
    en: '{subject} of plugin {plugins} cannot be on the API: {detail}.',
    zh: '插件 {plugins} 的 {subject} 无法出现在 API 上：{detail}。',
    cause: 'Entities, lists and queries share one name space there.',
    next: 'Rename one of the two, or say another `plural`.',
  },
  RESERVED_NAME: {
    en: '{subject} of plugin {plugins} has a name that the API keeps for itself: {detail}.',
    zh: '插件 {plugins} 的 {subject} 使用了 API 保留名称：{detail}。',
    cause: 'Names of the engine and those that begin with two underscores are taken.',
    next: 'Rename it.',
  },
  INTERFACE_FIELD: {
    en: '{subject} of plugin {plugins} does not fit its interface: {detail}.',
    zh: '插件 {plugins} 的 {subject} 与接口不符：{detail}。',
    cause: 'The entity has a field of that name with another type.',
    next: 'Rename the field, or give it the type of the interface.',
  },
  SCHEMA_INVALID: {
    en: 'The GraphQL schema cannot be built: {problem}',
    zh: '无法生成 GraphQL 架构：{problem}',
    cause: 'Names of several plugins meet, or an escape hatch adds what is there already.',
    next: 'Rename what it names.',
  },
  OPTIONS_INVALID: {
    en: 'Options of plugin "{plugin}" at {path}: {problem}.',
    zh: '插件“{plugin}”的选项 {path}：{problem}。',
    cause: 'They were checked against the schema that the plugin gives.',
    next: 'Correct what is passed to the plugin.',
  },
  SETTINGS_DEFAULT: {
    en: 'Settings of plugin "{plugin}" have no default at {path}: {problem}.',
    zh: '插件“{plugin}”的设置 {path} 没有默认值：{problem}。',
    cause: 'A tenant that set nothing uses the defaults.',
    next: 'Give each setting a default, or make it optional.',
  },
} as const satisfies Record<string, BootText>;
