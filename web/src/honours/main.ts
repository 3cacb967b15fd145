import { show } from '../components/page.ts';
import HonoursPage from './HonoursPage.svelte';

show(HonoursPage);
