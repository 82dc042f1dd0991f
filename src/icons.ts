/**
 * The icons: 16 × 16, coloured through theme classes so that they follow JupyterLab's theme.
 */
import { LabIcon } from '@jupyterlab/ui-components';

import type { ExerciseStatus, LessonStatus } from './documents';

/** Colour classes of `style/icons.css`. */
type Tone = 'good' | 'bad' | 'warn' | 'brand' | 'quiet';

function icon(name: string, tone: Tone, body: string): LabIcon {
  return new LabIcon({
    name: `jupyterlab-homl:${name}`,
    svgstr:
      '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">' +
      `<g class="jp-homl-tone-${tone}" fill="none" stroke-width="1.6" ` +
      `stroke-linecap="round" stroke-linejoin="round">${body}</g></svg>`
  });
}

const RING = '<circle cx="8" cy="8" r="6.2"/>';

/** Lines of text: a section. */
export const sectionIcon = icon(
  'section',
  'quiet',
  '<path d="M3 4h10M3 8h10M3 12h6"/>'
);

/** An open book: a term of the glossary. */
export const termIcon = icon(
  'term',
  'quiet',
  '<path d="M8 4.2C6.4 3 4.4 2.8 2 3v9c2.4-.2 4.4 0 6 1.2C9.6 12 11.6 11.8 14 12V3c-2.4-.2-4.4 0-6 1.2zM8 4.2v9"/>'
);

/** A filled disc with a tick. */
export const passedIcon = new LabIcon({
  name: 'jupyterlab-homl:passed',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">' +
    '<circle class="jp-homl-fill-good" cx="8" cy="8" r="7"/>' +
    '<path class="jp-homl-tone-paper" d="M4.8 8.3l2.2 2.2 4.3-4.7" fill="none" stroke-width="1.7" ' +
    'stroke-linecap="round" stroke-linejoin="round"/></svg>'
});

const crossIcon = icon(
  'failed',
  'bad',
  RING + '<path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6"/>'
);
const warnIcon = icon(
  'warning',
  'warn',
  '<path d="M8 2.2l6.2 11.2H1.8z"/><path d="M8 6.6v3"/><path d="M8 11.5v.1"/>'
);
const clockIcon = icon('clock', 'warn', RING + '<path d="M8 4.6V8l2.3 1.7"/>');
const emptyIcon = icon('todo', 'quiet', RING);
const pencilIcon = icon(
  'answered',
  'brand',
  '<path d="M3 13l.7-3 6.9-6.9a1.4 1.4 0 0 1 2 0l.3.3a1.4 1.4 0 0 1 0 2L6 12.3z"/>'
);
const stopIcon = icon('cancelled', 'quiet', RING + '<path d="M5.5 8h5"/>');
const halfIcon = new LabIcon({
  name: 'jupyterlab-homl:learning',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">' +
    '<circle class="jp-homl-tone-brand" cx="8" cy="8" r="6.2" fill="none" stroke-width="1.6"/>' +
    '<path class="jp-homl-fill-brand" d="M8 1.8a6.2 6.2 0 0 0 0 12.4z"/></svg>'
});
const comingIcon = new LabIcon({
  name: 'jupyterlab-homl:coming',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">' +
    '<circle class="jp-homl-tone-quiet" cx="8" cy="8" r="6.2" fill="none" stroke-width="1.4" ' +
    'stroke-dasharray="2 2.87"/></svg>'
});

/** A quarter of a ring, spun by the style sheet. */
export const spinnerIcon = icon(
  'spinner',
  'brand',
  '<path d="M8 1.8A6.2 6.2 0 0 1 14.2 8"/>'
);

/** The caret of a collapsible section. */
export const caretIcon = icon('fold', 'quiet', '<path d="M6 4l4 4-4 4"/>');

/** A half-filled ring: some checks pass. */
export const partlyIcon = halfIcon;

/** A check that did not run. */
export const notRunIcon = comingIcon;

/** Needs attention. */
export const warningIcon = warnIcon;

/** A check that does not pass. */
export const failedIcon = crossIcon;

/** Side bar icon: a road from start to finish. */
export const roadIcon = new LabIcon({
  name: 'jupyterlab-homl:road',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24" fill="none">' +
    '<g class="jp-icon3 jp-icon-selectable" stroke="#616161" stroke-width="2.2" ' +
    'stroke-linecap="round"><circle cx="6" cy="5.5" r="2.5"/>' +
    '<path d="M6 8v8.5a3.25 3.25 0 0 0 6.5 0v-9a3.25 3.25 0 0 1 6.5 0V16"/></g>' +
    '<circle class="jp-icon3 jp-icon-selectable" fill="#616161" cx="19" cy="18.5" r="3"/></svg>'
});

/** A globe. */
export const languageIcon = icon(
  'language',
  'quiet',
  RING +
    '<path d="M1.8 8h12.4M8 1.8c2.6 2.4 2.6 10 0 12.4M8 1.8c-2.6 2.4-2.6 10 0 12.4"/>'
);

/** Icon of the Check button. */
export const checkIcon = new LabIcon({
  name: 'jupyterlab-homl:check',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" fill="none">' +
    '<path class="jp-icon3" stroke="#616161" d="M3 8.6l3.3 3.4L13 4.6" stroke-width="2" ' +
    'stroke-linecap="round" stroke-linejoin="round"/></svg>'
});

/** Icon of an exercise's status. */
export function statusIcon(status: ExerciseStatus): LabIcon {
  switch (status) {
    case 'passed':
      return passedIcon;
    case 'failed':
      return crossIcon;
    case 'error':
    case 'died':
    case 'out_of_memory':
    case 'output_limit':
      return warnIcon;
    case 'timed_out':
      return clockIcon;
    case 'answered':
      return pencilIcon;
    case 'cancelled':
      return stopIcon;
    default:
      return emptyIcon;
  }
}

/** Icon of a lesson's status. */
export function lessonIcon(status: LessonStatus): LabIcon {
  switch (status) {
    case 'done':
      return passedIcon;
    case 'learning':
      return halfIcon;
    case 'coming':
      return comingIcon;
    default:
      return emptyIcon;
  }
}
