/**
 * Why an engine does not start: every code, what it says, its likely cause and what to do. Part of the one list of codes in `errors.ts`
 * (none stands in both); `docs/errors.md` is generated from the two.
 */
import type { ErrorText } from '../errors.ts';

export interface BootText extends ErrorText {
  /** The likely cause. */
  readonly cause: string;
}

const twoGivers = 'Two plugins chose one name, or one of them is listed in two versions.';
const oneRenames = 'Rename it in one of the two, or leave one of them out.';

export const bootTexts = {
  // ── which plugins there are ──
  PLUGIN_DUPLICATE: { en: 'Plugin "{plugin}" is listed {times} times.', zh: '插件“{plugin}”列出了 {times} 次。', cause: 'It was added by hand and by a preset, or in two versions.', next: 'List it once.' },
  PLUGIN_ID: { en: '"{plugin}" is no plugin id.', zh: '“{plugin}”不是有效的插件标识。', cause: 'Ids begin table and event names: lower-case letters, digits and underscores, a letter first, at most 24.', next: 'Rename the plugin.' },
  PLUGIN_VERSION: { en: 'Plugin "{plugin}" says {what} "{value}", which is not semver.', zh: '插件“{plugin}”的 {what}“{value}”不符合 semver。', cause: 'A typing error in the kit or in definePlugin.', next: 'Write a version such as 1.2.3 and ranges such as ^1.2.0.' },
  PLUGIN_CAPABILITY: { en: 'Plugin "{plugin}" says capability "{value}".', zh: '插件“{plugin}”的能力类别为“{value}”。', cause: 'Every plugin says which kind of CRM it serves.', next: 'Set `capability` to OPERATIONAL, ANALYTICAL or COLLABORATIVE.' },
  PLUGIN_LABEL: { en: '{subject} of plugin "{plugin}" has no text in {language}.', zh: '插件“{plugin}”的 {subject} 缺少{language}文本。', cause: 'Labels are shown to people, in English and Simplified Chinese.', next: 'Write label(english, chinese), neither empty.' },
  ENGINE_RANGE: { en: 'Plugin "{plugin}" is made for engine {range}; this is {version}.', zh: '插件“{plugin}”需要引擎 {range}，当前为 {version}。', cause: 'Engine and plugin were upgraded separately.', next: 'Install the version of the plugin that goes with this engine.' },
  NEED_MISSING: { en: 'Plugin "{plugin}" needs "{need}" ({range}), which is not listed.', zh: '插件“{plugin}”需要未列出的“{need}”（{range}）。', cause: 'The needed plugin was not installed, or not added to `plugins`.', next: 'Install it and add it to `plugins`.' },
  NEED_RANGE: { en: 'Plugin "{plugin}" needs "{need}" {range}; {version} is listed.', zh: '插件“{plugin}”需要“{need}” {range}，列出的是 {version}。', cause: 'One of the two was upgraded without the other.', next: 'Install a version inside the range, or the version of "{plugin}" that goes with it.' },
  NEED_CYCLE: { en: 'Plugins need each other in a circle: {path}.', zh: '插件循环依赖：{path}。', cause: 'Two plugins were split in the wrong place.', next: 'Make one direction go by name (eventRef, commandRef, entityRef), or move what both use to a third.' },
  TWO_COPIES: { en: 'Plugin "{plugin}" uses another copy of {package}: {theirs} beside {ours}.', zh: '插件“{plugin}”使用了另一份 {package}：{theirs}，引擎使用 {ours}。', cause: 'It has the package among its dependencies instead of its peer dependencies, or in another version.', next: 'Make it a peer dependency there and install again, or deduplicate with your package manager.' },

  // ── names given twice ──
  DUPLICATE_ENTITY: { en: 'Plugins {plugins} both define entity {subject}.', zh: '插件 {plugins} 均定义了实体 {subject}。', cause: twoGivers, next: oneRenames },
  DUPLICATE_FIELD: { en: 'Plugins {plugins} both define field {subject}.', zh: '插件 {plugins} 均定义了字段 {subject}。', cause: 'Two plugins extend one entity by one name, or one redefines what its owner has.', next: oneRenames },
  DUPLICATE_ID_PREFIX: { en: 'Plugins {plugins} both begin ids with "{subject}" ({detail}).', zh: '插件 {plugins} 均使用编号前缀“{subject}”（{detail}）。', cause: 'An id must tell which entity it is of.', next: 'Choose another idPrefix for the newer of the two.' },
  DUPLICATE_TABLE: { en: 'Plugins {plugins} both use table {subject} ({detail}).', zh: '插件 {plugins} 均使用表 {subject}（{detail}）。', cause: 'Two entities were made over one table.', next: 'Give each its own table.' },
  DUPLICATE_TYPE: { en: 'Plugins {plugins} both define type {subject}: {detail}.', zh: '插件 {plugins} 均定义了类型 {subject}：{detail}。', cause: 'Entities, enums, interfaces and input structures share one name space on the API.', next: oneRenames },
  DUPLICATE_ENUM_VALUE: { en: 'Plugins {plugins} both give value {subject}.', zh: '插件 {plugins} 均提供了枚举值 {subject}。', cause: 'One value has one giver, so that it is known what disabling a plugin hides.', next: oneRenames },
  DUPLICATE_COMMAND: { en: 'Plugins {plugins} both define command "{subject}".', zh: '插件 {plugins} 均定义了命令“{subject}”。', cause: 'A command is a mutation of its name.', next: oneRenames },
  DUPLICATE_QUERY: { en: 'Plugins {plugins} both define query "{subject}".', zh: '插件 {plugins} 均定义了查询“{subject}”。', cause: 'Queries, lists and the fields of entities share one name space on the API.', next: oneRenames },
  DUPLICATE_EVENT: { en: 'Plugins {plugins} both define event "{subject}".', zh: '插件 {plugins} 均定义了事件“{subject}”。', cause: twoGivers, next: oneRenames },
  DUPLICATE_PERMISSION: { en: 'Plugins {plugins} both define permission "{subject}".', zh: '插件 {plugins} 均定义了权限“{subject}”。', cause: twoGivers, next: oneRenames },
  DUPLICATE_REFUSAL: { en: 'Plugins {plugins} both define refusal {subject}.', zh: '插件 {plugins} 均定义了拒绝码 {subject}。', cause: 'Callers tell refusals apart by their code; those of the engine are taken too.', next: oneRenames },
  DUPLICATE_POINT: { en: 'Plugins {plugins} both define point "{subject}".', zh: '插件 {plugins} 均定义了扩展点“{subject}”。', cause: twoGivers, next: oneRenames },
  DUPLICATE_CONTRIBUTION: { en: 'Plugins {plugins} both contribute "{subject}" to point "{detail}".', zh: '插件 {plugins} 均向扩展点“{detail}”贡献了“{subject}”。', cause: twoGivers, next: oneRenames },

  // ── names in the wrong form, or of nothing ──
  TABLE_PREFIX: { en: 'Table {subject} of plugin "{plugin}" does not begin with "{plugin}_".', zh: '插件“{plugin}”的表 {subject} 未以“{plugin}_”开头。', cause: 'All plugins share one schema; the prefix says whose table it is.', next: 'Rename the table before its first migration.' },
  EVENT_NAME: { en: 'Event "{subject}" of plugin "{plugin}" does not begin with "{plugin}.".', zh: '插件“{plugin}”的事件“{subject}”未以“{plugin}.”开头。', cause: 'Events are named plugin.noun.verb.', next: 'Rename the event.' },
  POINT_NAME: { en: 'Point "{subject}" of plugin "{plugin}" does not begin with "{plugin}.".', zh: '插件“{plugin}”的扩展点“{subject}”未以“{plugin}.”开头。', cause: 'Points are named plugin.noun.', next: 'Rename the point.' },
  PERMISSION_NAME: { en: 'Permission "{subject}" of plugin "{plugin}" does not begin with "{plugin}:".', zh: '插件“{plugin}”的权限“{subject}”未以“{plugin}:”开头。', cause: 'Permissions are named plugin:verb or plugin:noun:verb.', next: 'Rename the permission.' },
  PERMISSION_UNKNOWN: { en: '{subject} of plugin "{plugin}" asks for permission "{permission}", which no plugin defines.', zh: '插件“{plugin}”的 {subject} 要求未定义的权限“{permission}”。', cause: 'A typing error, or the permission was left out of `permissions`.', next: 'Correct it, or define it with its label.' },
  UNKNOWN_ENTITY: { en: 'Plugin {plugins} speaks of entity {subject}: {detail}.', zh: '插件{plugins}提到实体 {subject}：{detail}。', cause: 'The field set of the entity was left out of its plugin, or that plugin is not listed.', next: 'List the field set in `model`, list the plugin, or name the entity by entityRef.' },
  UNKNOWN_COLUMN: { en: 'Field {subject} of plugin {plugins}: {detail}.', zh: '插件{plugins}的字段 {subject}：{detail}。', cause: 'A column was renamed, or belongs to another table.', next: 'Name a column of the table.' },
  UNKNOWN_EVENT: { en: 'A hook of plugin "{plugin}" listens to "{name}", which plugin "{other}" does not have.', zh: '插件“{plugin}”监听“{name}”，插件“{other}”没有该事件。', cause: 'A typing error in eventRef, or another version of that plugin.', next: 'Correct the name, or install the version that has it.' },
  UNKNOWN_TABLE: { en: '{subject} of plugin "{plugin}" refers to table {table}, which no listed plugin has.', zh: '插件“{plugin}”的 {subject} 引用了不存在的表 {table}。', cause: 'A typing error in reference(), or the plugin with that table is not listed.', next: 'Correct the name, or need the plugin that has the table.' },
  REFERENCE_WITHOUT_NEED: { en: '{subject} of plugin "{plugin}" refers to {table} of plugin "{other}", which it does not need.', zh: '插件“{plugin}”的 {subject} 引用了“{other}”的表 {table}，但未声明需要它。', cause: 'Migrations run in the order of the needs: the table may not be there yet.', next: 'Add "{other}" to `needs`.' },
  NAME_TOO_LONG: { en: 'Name {subject} of plugin "{plugin}" is {bytes} bytes long.', zh: '插件“{plugin}”的名称 {subject} 长 {bytes} 字节。', cause: 'Postgres cuts names at 63 bytes, and then two may be one.', next: 'Give the table, column or constraint a shorter name.' },

  // ── what does not fit together ──
  NOT_LISTED: { en: '{subject} was made with the kit of plugin "{plugin}" but is not listed.', zh: '{subject} 由插件“{plugin}”的工具包创建，但未列出。', cause: 'It was forgotten in definePlugin; without it the plugin would silently lack it.', next: 'Add it to the table of contents, or delete it.' },
  LISTED_FOREIGN: { en: 'Plugin "{plugin}" lists {subject}, which was made with the kit of "{other}".', zh: '插件“{plugin}”列出了 {subject}，但它由“{other}”的工具包创建。', cause: 'It was imported from that plugin; what a plugin lists counts as its own.', next: 'Take it out of the list; naming it is enough to use it.' },
  NO_FIELDS: { en: 'Entity {subject} of plugin {plugins} has no fields: {detail}.', zh: '插件{plugins}的实体 {subject} 没有字段：{detail}。', cause: 'Its field set is empty or was left out.', next: 'List a field set for it.' },
  CLOSED_ENUM: { en: 'Plugins {plugins}: enum {subject} takes no values: {detail}.', zh: '插件 {plugins}：枚举 {subject} 不可扩展：{detail}。', cause: 'The enum has a CHECK in the database.', next: 'Make it an openEnum in its own plugin, or use another field.' },
  NOT_TENANT_TABLE: { en: 'Entity {subject} of plugin {plugins}: {detail}.', zh: '插件{plugins}的实体 {subject}：{detail}。', cause: 'The table was made with pgTable, or by another copy of @guanxi/core.', next: 'Make it with tenantTable().' },
  FLOAT_COLUMN: { en: 'Column {subject} of plugin {plugins} is a float: {detail}.', zh: '插件{plugins}的列 {subject} 为浮点数：{detail}。', cause: 'Floats do not hold decimal fractions: sums drift.', next: 'Use decimal(), money() or integer().' },
  READ_MISSING: { en: 'Entity {subject} of plugin "{plugin}" does not say who may read it.', zh: '插件“{plugin}”的实体 {subject} 未说明谁可读取。', cause: 'Nothing is open by forgetting.', next: 'Set `read` to a permission, a policy or through().' },
  POLICY_NOT_FOLLOWED: { en: 'Entity {subject} of plugin "{plugin}" refers to {target} by {column}, whose rows are not open to everyone who may read it.', zh: '插件“{plugin}”的实体 {subject} 通过 {column} 引用按行授权的 {target}。', cause: 'Its rows would be seen by people who may not see the record they belong to.', next: "Use read: through('{column}', …), or state why not in `independent`." },
  THROUGH_NO_REFERENCE: { en: 'Entity {subject} of plugin "{plugin}" is read through {column}, which refers to no record.', zh: '插件“{plugin}”的实体 {subject} 通过 {column} 授权，但该列不引用记录。', cause: 'The column was not made with reference().', next: 'Name a column made with reference().' },
  THROUGH_CIRCLE: { en: 'Entities are read through each other in a circle: {path}.', zh: '实体循环授权：{path}。', cause: 'None of them says who may read it.', next: 'Give one of them a permission or a policy.' },
  MERGE_MOVE_UNIQUE: { en: '{subject} of plugin "{plugin}" is one per {target} and would be moved in a merge.', zh: '插件“{plugin}”的 {subject} 每个 {target} 唯一，合并时不能移动。', cause: 'Survivor and duplicate may both have a row; onMerge is `move` unless said otherwise.', next: "Say onMerge: 'keepSurvivor' or 'hook'." },
  MERGE_HOOK_MISSING: { en: "{subject} of plugin \"{plugin}\" says onMerge: 'hook', and nothing listens to {events}.", zh: '插件“{plugin}”的 {subject} 声明 onMerge: \'hook\'，但未监听 {events}。', cause: 'The merge, or taking it back, would leave the row with the duplicate.', next: 'Add during() hooks for these events.' },
  SEARCH_GUARDED: { en: 'Field {subject} of plugin "{plugin}" is searched and guarded by {guard}.', zh: '插件“{plugin}”的字段 {subject} 可搜索，同时受 {guard} 限制。', cause: 'A search that finds by a hidden value gives the value away.', next: 'Drop `search`, or the guard.' },
  SEARCH_NO_COLUMN: { en: 'Field {subject} of plugin "{plugin}" is searched; its table has no search column.', zh: '插件“{plugin}”的字段 {subject} 可搜索，但表中没有搜索列。', cause: 'The grams have no place.', next: 'Spread searchColumn() into the table.' },
  PLUGIN_SQL: { en: '{subject} of plugin "{plugin}": {problem}.', zh: '插件“{plugin}”的 {subject}：{problem}。', cause: 'SQL past the planner escapes the tenant, the reader\'s rights or the plan cache.', next: 'Reach other tables by q.exists, q.count or q.sum, and time by q.now.' },
  INPUT_TYPE: { en: '{subject} of plugin {plugins} has no GraphQL type: {detail}.', zh: '插件 {plugins} 的 {subject} 没有对应的 GraphQL 类型：{detail}。', cause: 'The API is derived from zod; records, transforms, z.date and z.bigint have no type there.', next: 'Use the kit `t`.' },
  ENUM_VALUE: { en: 'Enum value {subject} of plugin {plugins} cannot be said in GraphQL: {detail}.', zh: '插件 {plugins} 的枚举值 {subject} 无法用于 GraphQL：{detail}。', cause: 'Values are written in SCREAMING_SNAKE case, and not true, false or null.', next: 'Rename the value.' },
  DUPLICATE_ROOT_FIELD: { en: 'Plugins {plugins} both put {subject} on the API: {detail}.', zh: '插件 {plugins} 均在 API 上提供 {subject}：{detail}。', cause: 'Entities, lists and queries share one name space there.', next: 'Rename one of the two, or say another `plural`.' },
  RESERVED_NAME: { en: '{subject} of plugin {plugins} has a name that the API keeps for itself: {detail}.', zh: '插件 {plugins} 的 {subject} 使用了 API 保留名称：{detail}。', cause: 'Names of the engine and those that begin with two underscores are taken.', next: 'Rename it.' },
  INTERFACE_FIELD: { en: '{subject} of plugin {plugins} does not fit its interface: {detail}.', zh: '插件 {plugins} 的 {subject} 与接口不符：{detail}。', cause: 'The entity has a field of that name with another type.', next: 'Rename the field, or give it the type of the interface.' },
  SCHEMA_INVALID: { en: 'The GraphQL schema cannot be built: {problem}', zh: '无法生成 GraphQL 架构：{problem}', cause: 'Names of several plugins meet, or an escape hatch adds what is there already.', next: 'Rename what it names.' },
  OPTIONS_INVALID: { en: 'Options of plugin "{plugin}" at {path}: {problem}.', zh: '插件“{plugin}”的选项 {path}：{problem}。', cause: 'They were checked against the schema that the plugin gives.', next: 'Correct what is passed to the plugin.' },
  SETTINGS_DEFAULT: { en: 'Settings of plugin "{plugin}" have no default at {path}: {problem}.', zh: '插件“{plugin}”的设置 {path} 没有默认值：{problem}。', cause: 'A tenant that set nothing uses the defaults.', next: 'Give each setting a default, or make it optional.' },

  // ── the database ──
  MIGRATIONS_PENDING: { en: 'The database lacks {count} migrations: {migrations}.', zh: '数据库缺少 {count} 个迁移：{migrations}。', cause: 'The program or a plugin is newer than the database; nothing migrates by itself.', next: 'Run `guanxi migrate` or engine.migrate().' },
  MIGRATIONS_EDITED: { en: 'These migrations were changed after they were applied: {migrations}.', zh: '以下迁移在执行后被修改：{migrations}。', cause: 'A published migration was edited, or packed anew.', next: 'Restore the files, and put the change into a new migration.' },
  MIGRATIONS_NEWER: { en: 'The database is newer than this program, which does not know {migrations}.', zh: '数据库版本高于当前程序，程序不认识：{migrations}。', cause: 'An older version was deployed after a newer one.', next: 'Run the version that brought these migrations, or a later one.' },
  MIGRATIONS_GAP: { en: 'These migrations were passed over: {migrations}.', zh: '以下迁移被跳过：{migrations}。', cause: 'They sort before one that is applied already.', next: 'Give them names that sort last.' },
} as const satisfies Record<string, BootText>;

export type BootCode = keyof typeof bootTexts;
