/** That a store is one to try things out on. */
import { screen } from './layout.ts';
import { paint, type Style } from './style.ts';

/** Stands above the first answer about such a store. */
export function demoLines(style: Style): string {
  return screen(style, [`  ${paint(style, 'yellow', 'DEMO')}  The customers of this store are made up.`, '']);
}
