import type { Text } from '../wire/index.ts';
import { remember, remembered } from '../components/storage.ts';
import type { Language, Words } from './words.ts';

const KEY = 'jinbang.language';

function preferred(): Language {
  const chosen = remembered(KEY);
  if (chosen === 'zh' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

class LanguageChoice {
  current = $state<Language>(preferred());

  get tag(): string {
    return this.current === 'zh' ? 'zh-Hans' : 'en';
  }

  choose(language: Language): void {
    this.current = language;
    remember(KEY, language);
    document.documentElement.lang = this.tag;
  }

  of<T>(both: Words<T>): T {
    return both[this.current];
  }

  /** Either half of a text may be empty; the other one is shown then. */
  text(text: Text): string {
    return text[this.current] || text.zh || text.en;
  }

  /** The language a text is really shown in, for its `lang` attribute. */
  tagOf(text: Text): string {
    const shown = text[this.current] ? this.current : text.zh ? 'zh' : 'en';
    return shown === 'zh' ? 'zh-Hans' : 'en';
  }
}

export const language = new LanguageChoice();
document.documentElement.lang = language.tag;
