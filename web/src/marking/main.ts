import { show } from '../components/page.ts';
import MarkingPage from './MarkingPage.svelte';

show(MarkingPage);
