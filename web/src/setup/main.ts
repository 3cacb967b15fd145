import { show } from '../components/page.ts';
import SetupPage from './SetupPage.svelte';

show(SetupPage);
