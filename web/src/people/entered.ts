import type { PersonalDataRequest } from '../wire/index.ts';

/** Fields of personal data, as somebody types them. */
export type Entered = {
  zh: string;
  en: string;
  national_id: string;
  social_security: string;
  employer: string;
  phone: string;
};

export const FIELDS = ['zh', 'en', 'national_id', 'social_security', 'employer', 'phone'] as const;

export const NOTHING: Entered = {
  zh: '',
  en: '',
  national_id: '',
  social_security: '',
  employer: '',
  phone: '',
};

/** What is sent: fields that are otherwise than before, and no others. */
export function changes(before: Entered, now: Entered): PersonalDataRequest {
  const request: PersonalDataRequest = {};
  const trimmed = (field: keyof Entered): string => now[field].trim();
  if (trimmed('zh') !== before.zh || trimmed('en') !== before.en)
    request.name = { zh: trimmed('zh'), en: trimmed('en') };
  for (const field of ['national_id', 'social_security', 'employer', 'phone'] as const)
    if (trimmed(field) !== before[field]) request[field] = trimmed(field);
  return request;
}

export const isChanged = (before: Entered, now: Entered): boolean =>
  Object.keys(changes(before, now)).length > 0;
