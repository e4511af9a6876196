/** What the demo is made of: the customer master, and every plugin of this repository. */
import { crm } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { complaints } from '@guanxi/plugin-complaints';
import { loyalty } from '@guanxi/plugin-loyalty';
import { workflow } from '@guanxi/plugin-workflow';

export const plugins = () => [crm(), calendar(), workflow(), loyalty(), complaints()] as const;
