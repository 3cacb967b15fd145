import { show } from '../components/page.ts';
import TrustPage from './TrustPage.svelte';

show(TrustPage);
