/** What can be heard of API keys, and what is refused. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { ApiKey } from '../roles/entities.ts';

export const ApiKeyCreated = p.event('crm.apiKey.created', {
  label: label('API key created', 'API 密钥已新建'),
  subject: ApiKey,
  data: { name: t.text(100) },
});
export const ApiKeyRotated = p.event('crm.apiKey.rotated', {
  label: label('API key rotated', 'API 密钥已轮换'),
  subject: ApiKey,
  data: {},
});
export const ApiKeyRevoked = p.event('crm.apiKey.revoked', {
  label: label('API key revoked', 'API 密钥已吊销'),
  subject: ApiKey,
  data: {},
});

export const keyRevoked = p.refusal('CRM_API_KEY_REVOKED', {
  en: 'This key was revoked and stays so; make another.',
  zh: '该密钥已吊销，不能恢复，请另建密钥。',
});
export const keyExpiresInPast = p.refusal('CRM_API_KEY_EXPIRY', {
  en: 'A key must expire later than now.',
  zh: '密钥的失效时间必须晚于当前时间。',
});
export const keyScopeUnknown = p.refusal('CRM_API_KEY_SCOPE_UNKNOWN', {
  en: 'There is no permission "{permission}" to limit the key to.',
  zh: '没有名为“{permission}”的权限，不能作为密钥的限定范围。',
});
