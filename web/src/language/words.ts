export type Language = 'zh' | 'en';

export type Words<T> = Record<Language, T>;

/** English first gives the type; Chinese must then say everything English says. */
export function words<T extends object>(en: T, zh: NoInfer<T>): Words<T> {
  return { en, zh };
}
