/**
 * Icons of skill levels: four bars, filled up to the level.
 */
import { LabIcon } from '@jupyterlab/ui-components';

import { LEVELS } from './documents';
import type { Level } from './documents';

function bars(full: number): string {
  return [0, 1, 2, 3]
    .map(bar => {
      const height = 4 + 3 * bar;
      const tone =
        bar < full
          ? 'class="jp-homl-fill-brand"'
          : 'class="jp-homl-tone-quiet" fill="none"';
      return `<rect ${tone} x="${1 + 3.7 * bar}" y="${14.5 - height}" width="2.6" height="${height}" rx="0.6"/>`;
    })
    .join('');
}

const ICONS = LEVELS.map(
  (level, full) =>
    new LabIcon({
      name: `jupyterlab-homl:level-${level}`,
      svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">${bars(full)}</svg>`
    })
);

/** Icon of a level. */
export function levelIcon(level: Level): LabIcon {
  return ICONS[LEVELS.indexOf(level)];
}
