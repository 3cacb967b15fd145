import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import { mount, type Component } from 'svelte';

export function show(page: Component): void {
  mount(page, { target: document.body });
}
