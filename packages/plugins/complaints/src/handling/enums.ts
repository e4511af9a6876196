/** What is done with whoever complains, in this spirit and order (CMPL-04). */
import { enumType, label } from '@guanxi/core';

export const HandlingStep = enumType('HandlingStep', {
  LISTENED: label('Listened to the claim', '倾听诉求'),
  ATMOSPHERE: label('Made a constructive atmosphere', '营造建设性氛围'),
  EMPATHY: label('Felt with the customer and found what would satisfy', '换位思考，了解期望'),
  EXPECTATIONS: label('Talked over expectations that cannot be met', '沟通不合理期望'),
  ALTERNATIVES: label('Looked for alternatives', '寻找替代方案'),
});
