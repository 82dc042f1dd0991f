/**
 * The six steps of the tour.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { CommandIDs } from '../commands';

/** A step of the tour. */
export interface ITourStep {
  title: string;
  text: string;
  /** Where the element would be, shown if it is missing. */
  otherwise: string;
  /** Bring the element into view. */
  prepare: () => Promise<unknown>;
  /** Find the element; null if it is not there (yet). */
  find: () => HTMLElement | null;
}

const PANEL = '#jp-homl-panel';
const STRIP = '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-homl-Strip';

/**
 * Create the steps.
 *
 * @param commands - Opens what a step describes.
 * @param exercise - Returns the exercise to open if no strip is visible; null if there is none.
 * @param trans - The translation bundle.
 */
export function tourSteps(
  commands: CommandRegistry,
  exercise: () => string | null,
  trans: TranslationBundle
): ITourStep[] {
  const showTab = (tab: string) => (): Promise<unknown> =>
    commands.execute(CommandIDs.openPanel, { tab });
  const showStrip = async (): Promise<void> => {
    const id = exercise();
    if (!visible(STRIP) && id) {
      await commands.execute(CommandIDs.openExercise, { exercise: id });
    }
  };
  return [
    {
      title: trans.__('The road'),
      text: trans.__(
        'All parts and chapters, and your progress in each. Search finds lessons, exercises, terms and words in the text. Nothing is locked.'
      ),
      otherwise: trans.__(
        'The road is in the left sidebar: the road icon below the folder.'
      ),
      prepare: showTab('road'),
      find: () => visible(PANEL)
    },
    {
      title: trans.__('Start, then Continue'),
      text: trans.__(
        'This button always takes you to what comes next and says why: the first exercise, where you left off, or the next step on your path.'
      ),
      otherwise: trans.__(
        'It is the first button on the road. It is not there while the course cannot be loaded, nor once everything is done.'
      ),
      prepare: showTab('road'),
      find: () => visible(`${PANEL} .jp-homl-Continue button`)
    },
    {
      title: trans.__('A chapter'),
      text: trans.__(
        'Each chapter has two notebooks: a lesson to read and run, and exercises. Expand a chapter to see them; those that are coming are folded into one line.'
      ),
      otherwise: trans.__(
        'Chapters are the rows of the road, grouped by part.'
      ),
      prepare: showTab('road'),
      find: () => visible(`${PANEL} h4 button:not(:disabled)`)
    },
    {
      title: trans.__('Check'),
      text: trans.__(
        'This strip is below every answer. Check saves the notebook and runs your answer in a clean process of its own, independent of anything else you have run.'
      ),
      otherwise: trans.__(
        'The strip is below the answer cell of each exercise. Open one from the road to see it.'
      ),
      prepare: showStrip,
      find: () => visible(STRIP)
    },
    {
      title: trans.__('Hints and solution'),
      text: trans.__(
        'The first hint is available right away; the others open after a real attempt. The solution opens after a pass or three attempts. Hints cost no points.'
      ),
      otherwise: trans.__(
        'Hints are next to Check; the solution is in the ⋯ menu of the same strip.'
      ),
      prepare: showStrip,
      find: () =>
        visible(`${STRIP} [aria-haspopup='menu']`) ??
        visible(`${STRIP} button:nth-of-type(2)`)
    },
    {
      title: trans.__('Review and notes'),
      text: trans.__(
        'A few days later, Review asks about what you have learned; the number shows how many questions are due. Notes keeps what you write about a lesson.'
      ),
      otherwise: trans.__(
        'Review and Notes are tabs of the panel, next to Road.'
      ),
      prepare: showTab('road'),
      find: () =>
        visible(`${PANEL}-tab-review`) ?? visible(`${PANEL} [role=tablist]`)
    }
  ];
}

/** The first visible element that matches a selector. */
function visible(selector: string): HTMLElement | null {
  const all = Array.from(document.querySelectorAll<HTMLElement>(selector));
  return all.find(element => element.getClientRects().length > 0) ?? null;
}
