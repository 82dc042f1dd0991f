/**
 * Links in the course's notebooks, to exercises, sections and terms.
 *
 * A link names its target by the id of a cell, `exercises.ipynb#cell-id=ch04-e02-statement`, and so works without this
 * extension too. Here it leads wherever *Next* and the road lead: to the notebook that the learner works in.
 */
import type { ICourseModel, ICourseOpener } from '../tokens';

/** Dependencies of the links. */
export interface ICourseLinksOptions {
  course: Pick<ICourseModel, 'lessonOf' | 'state'>;
  opener: ICourseOpener;
  /** Opens a lesson at the cell with the given id. */
  openCell: (lesson: string, cell: string) => Promise<void>;
  /** Shows a term in the glossary. */
  openTerm: (term: string) => void;
}

/**
 * Follow links to exercises, cells and terms of the course within a node.
 *
 * @param node - The node of a notebook.
 * @param options - Dependencies.
 */
export function followCourseLinks(
  node: HTMLElement,
  options: ICourseLinksOptions
): void {
  node.addEventListener(
    'click',
    event => {
      const { altKey, button, ctrlKey, metaKey, shiftKey, target } = event;
      const link = target instanceof Element ? target.closest('a') : null;
      const [, kind, id] =
        /^#(cell-id|term)=([\w-]+)$/.exec(link?.hash ?? '') ?? [];
      const modified = button || altKey || ctrlKey || metaKey || shiftKey;
      if (id && !modified && openTarget(kind, id, options)) {
        // JupyterLab would open the file of that name beside this one.
        event.preventDefault();
        event.stopPropagation();
      }
    },
    true
  );
}

/** Open what a link names; false if that is not part of the course. */
function openTarget(
  kind: string,
  id: string,
  options: ICourseLinksOptions
): boolean {
  if (kind === 'term') {
    options.openTerm(id);
    return true;
  }
  return openCellTarget(id, options);
}

function openCellTarget(cell: string, options: ICourseLinksOptions): boolean {
  const { course, openCell, opener } = options;
  const exercise = cell.replace(/-statement$/, '');
  const owner = course.lessonOf(exercise);
  if (owner) {
    void opener.open(owner.id, 'exercises', exercise);
    return true;
  }
  const found = course.state.course;
  const lesson = [
    ...(found?.parts.flatMap(({ lessons }) => lessons) ?? []),
    ...(found?.first_steps ? [found.first_steps] : [])
  ].find(({ id }) => cell.startsWith(`${id}-cell-`));
  if (lesson) {
    void openCell(lesson.id, cell);
  }
  return Boolean(lesson);
}
