import { show } from '../components/page.ts';
import DeskPage from './DeskPage.svelte';

show(DeskPage);
