/**
 * The six steps of the tour: what each tells, of which element, and how that is brought into view.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import { CommandIDs } from '../commands';

/** One step. */
export interface ITourStep {
  title: string;
  text: string;
  /** Where its element would be, for when it is not there. */
  otherwise: string;
  /** Bring the element into view. */
  prepare: () => Promise<unknown>;
  /** The element; null while it is not there. */
  find: () => HTMLElement | null;
}

const PANEL = '#jp-homl-panel';
const STRIP = '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-homl-Strip';

/**
 * The steps.
 *
 * @param commands - Opens what a step tells of.
 * @param exercise - The exercise whose strip is shown where no other is in view; null where there is none.
 * @param trans - The words.
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
        'All parts and chapters, with what you have done of each. The search finds chapters, exercises and skills; nothing on the road is locked.'
      ),
      otherwise: trans.__(
        'The road is in the left side bar: the icon of a road below the folder.'
      ),
      prepare: showTab('road'),
      find: () => visible(PANEL)
    },
    {
      title: trans.__('Continue'),
      text: trans.__(
        'This button always leads to what is next, and says why: where you stopped, or the next thing on your path.'
      ),
      otherwise: trans.__(
        'Continue is the first button of the road. It is not there while the course cannot be fetched, or once all is done.'
      ),
      prepare: showTab('road'),
      find: () => visible(`${PANEL} .jp-homl-Continue button`)
    },
    {
      title: trans.__('A chapter'),
      text: trans.__(
        'Each chapter has two notebooks: a lesson to read and run, and exercises. Unfold it to see them; chapters marked “coming” are not written yet.'
      ),
      otherwise: trans.__('Chapters are the rows of the road, part by part.'),
      prepare: showTab('road'),
      find: () => visible(`${PANEL} h4 button:not(:disabled)`)
    },
    {
      title: trans.__('Check'),
      text: trans.__(
        'This strip stands below every answer. Check saves the notebook and runs your answer in a clean process of its own: it relies on nothing else that you have run.'
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
        'The first hint is free, the next ones open after a real attempt. A solution opens after a pass, or after three attempts. Hints cost no points.'
      ),
      otherwise: trans.__(
        'Hints are beside Check, the solution behind ⋯ in the same strip.'
      ),
      prepare: showStrip,
      find: () =>
        visible(`${STRIP} [aria-haspopup='menu']`) ??
        visible(`${STRIP} button:nth-of-type(2)`)
    },
    {
      title: trans.__('Review and notes'),
      text: trans.__(
        'Review asks again, days later, what you have learned; a number tells how much is due. Notes keeps what you write beside a lesson.'
      ),
      otherwise: trans.__(
        'Review and Notes are tabs of the panel, beside Road.'
      ),
      prepare: showTab('road'),
      find: () =>
        visible(`${PANEL}-tab-review`) ?? visible(`${PANEL} [role=tablist]`)
    }
  ];
}

/** The first element of a selector that takes up space. */
function visible(selector: string): HTMLElement | null {
  const all = Array.from(document.querySelectorAll<HTMLElement>(selector));
  return all.find(element => element.getClientRects().length > 0) ?? null;
}
