import { forget, remember, remembered } from './storage.ts';

export type Scheme = 'auto' | 'light' | 'dark';

const KEY = 'jinbang.scheme';

function chosen(): Scheme {
  const value = remembered(KEY);
  return value === 'light' || value === 'dark' ? value : 'auto';
}

class SchemeChoice {
  current = $state<Scheme>(chosen());

  choose(scheme: Scheme): void {
    this.current = scheme;
    if (scheme === 'auto') forget(KEY);
    else remember(KEY, scheme);
    this.apply();
  }

  apply(): void {
    const root = document.documentElement;
    if (this.current === 'auto') delete root.dataset.scheme;
    else root.dataset.scheme = this.current;
  }
}

export const scheme = new SchemeChoice();
scheme.apply();
