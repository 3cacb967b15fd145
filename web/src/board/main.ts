import { show } from '../components/page.ts';
import BoardPage from './BoardPage.svelte';

show(BoardPage);
