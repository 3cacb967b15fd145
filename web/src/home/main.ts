import { show } from '../components/page.ts';
import HomePage from './HomePage.svelte';

show(HomePage);
