import type { PersonalDataRequest } from '../wire/index.ts';

/** Fields of personal data, as somebody types them. */
export const FIELDS = ['zh', 'en', 'national_id', 'social_security', 'employer', 'phone'] as const;

/** What verdicts need, by the columns of people.csv. */
export const FACTS = [
  'born',
  'gender',
  'kind',
  'level',
  'honours',
  'front_line_years',
  'migrant',
  'province',
  'employer',
  'occupation',
  'channel',
  'documents',
  'source',
] as const;

/** Those of which there are few words. */
export const CHOICES: Partial<Record<Fact, string[]>> = {
  gender: ['female', 'male'],
  kind: ['worker', 'teacher', 'student'],
  level: [
    'none',
    'apprentice',
    'junior',
    'intermediate',
    'senior',
    'technician',
    'senior-technician',
    'special-technician',
    'chief-technician',
  ],
  migrant: ['yes', 'no'],
};

export type Field = (typeof FIELDS)[number];
export type Fact = (typeof FACTS)[number];
export type Entered = Record<Field, string> & { facts: Record<Fact, string> };

export const nothing = (): Entered => ({
  zh: '',
  en: '',
  national_id: '',
  social_security: '',
  employer: '',
  phone: '',
  facts: Object.fromEntries(FACTS.map((fact) => [fact, ''])) as Record<Fact, string>,
});

/** What is sent: fields that are otherwise than before, and no others. */
export function changes(before: Entered, now: Entered): PersonalDataRequest {
  const request: PersonalDataRequest = {};
  const trimmed = (field: Field): string => now[field].trim();
  if (trimmed('zh') !== before.zh || trimmed('en') !== before.en)
    request.name = { zh: trimmed('zh'), en: trimmed('en') };
  for (const field of ['national_id', 'social_security', 'employer', 'phone'] as const)
    if (trimmed(field) !== before[field]) request[field] = trimmed(field);
  const facts = FACTS.filter((fact) => now.facts[fact].trim() !== before.facts[fact]);
  if (facts.length > 0)
    request.facts = Object.fromEntries(facts.map((fact) => [fact, now.facts[fact].trim()]));
  return request;
}

export const isChanged = (before: Entered, now: Entered): boolean =>
  Object.keys(changes(before, now)).length > 0;
