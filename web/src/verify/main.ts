import { show } from '../components/page.ts';
import VerifyPage from './VerifyPage.svelte';

show(VerifyPage);
