/** Every plugin that the project ships: those whose records the workloads ask for are installed for all of them. */
import { crm } from '@guanxi/core/crm';
import { calendar } from '@guanxi/plugin-calendar';
import { complaints } from '@guanxi/plugin-complaints';
import { loyalty } from '@guanxi/plugin-loyalty';
import { workflow } from '@guanxi/plugin-workflow';

export const everyPlugin = () => [crm(), calendar(), workflow(), loyalty(), complaints()] as const;
