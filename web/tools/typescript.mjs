// Lets node run the unit tests, which are TypeScript: `node --import ./tools/typescript.mjs --test …`.
import { register } from 'node:module';

register('./strip-types.mjs', import.meta.url);
