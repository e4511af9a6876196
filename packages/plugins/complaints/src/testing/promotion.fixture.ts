/** Stands for the modules that come later and reach customers: a campaign, a dialler, suggestions of more to buy, prices that are offered. */
import { definePlugin, label, type Plugin, pluginKit, t } from '@guanxi/core';
import { Contact, type Crm, contactGate } from '@guanxi/core/crm';

interface Promotion {
  id: 'promotion';
  needs: { crm: Crm };
  permission: 'promotion:send';
}
const p = pluginKit<Promotion>('promotion', { engine: '*', needs: { crm: '*' } });
const command = { permission: 'promotion:send', input: { contact: t.id(Contact) }, run: async () => undefined } as const;

export const sendCampaign = p.command('sendCampaign', {
  ...command,
  label: label('Send a campaign', '发送营销活动'),
  gates: [{ gate: contactGate, about: ({ contact }) => ({ contact, channel: 'EMAIL', purpose: 'MARKETING' }) }],
});
export const autoDial = p.command('autoDial', {
  ...command,
  label: label('Dial for sales', '自动外呼'),
  gates: [{ gate: contactGate, about: ({ contact }) => ({ contact, channel: 'PHONE', purpose: 'SALES' }) }],
});
export const suggestCrossSell = p.command('suggestCrossSell', {
  ...command,
  label: label('Suggest what else to sell', '推荐交叉销售'),
  gates: [{ gate: contactGate, about: ({ contact }) => ({ contact, channel: null, purpose: 'SALES' }) }],
});
export const offerPrice = p.command('offerPrice', {
  ...command,
  label: label('Offer a price', '主动报价'),
  gates: [{ gate: contactGate, about: ({ contact }) => ({ contact, channel: 'EMAIL', purpose: 'SALES' }) }],
});
/** About the complaint itself, or what one is obliged to tell. */
export const callBack = p.command('callBack', {
  ...command,
  label: label('Call back about a case', '回访'),
  gates: [{ gate: contactGate, about: ({ contact }) => ({ contact, channel: 'EMAIL', purpose: 'SERVICE' }) }],
});

export const promotion = (): Plugin<Promotion> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Promotion', '推广'),
    capability: 'COLLABORATIVE',
    migrations: new URL('./promotion/', import.meta.url),
    permissions: { 'promotion:send': label('Reach customers', '联系客户') },
    uses: ['crm:contacts:read'],
    model: [],
    commands: [sendCampaign, autoDial, suggestCrossSell, offerPrice, callBack],
  });
