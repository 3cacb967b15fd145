import { show } from '../components/page.ts';
import MarkingPage from './MarkingPage.svelte';
import { updates } from './updates.svelte.ts';

show(MarkingPage);
void updates.start();
