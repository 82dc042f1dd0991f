/**
 * The side panel "Hands-On ML".
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import { EngineNote } from '../components/enginenote';
import { Roadmap } from '../components/roadmap';
import { roadIcon } from '../icons';
import type { ICourseModel, ICourseOpener } from '../tokens';

/** The panel's id in the shell. */
export const PANEL_ID = 'jp-homl-panel';

/** What the panel needs. */
export interface IRoadPanelOptions {
  course: ICourseModel;
  opener: ICourseOpener;
  trans: TranslationBundle;
}

/** The panel; it fetches when it is shown, not before. */
export class RoadPanel extends ReactWidget {
  /**
   * @param options - What the panel shows and calls.
   */
  constructor(private readonly options: IRoadPanelOptions) {
    super();
    const { course, trans } = options;
    this.id = PANEL_ID;
    this.addClass('jp-homl-Panel');
    this.title.icon = roadIcon;
    this.title.caption = trans.__('Hands-On ML');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Hands-On ML'));
    course.changed.connect(this.update, this);
  }

  /** Let go of the course and the node. */
  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    this.options.course.changed.disconnect(this.update, this);
    super.dispose();
  }

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    void this.options.course.refresh();
  }

  protected override onActivateRequest(msg: Message): void {
    super.onActivateRequest(msg);
    this.node.querySelector<HTMLElement>('button:not(:disabled)')?.focus();
  }

  protected override render(): JSX.Element {
    const { course, opener, trans } = this.options;
    const next = course.state.course?.continue;
    return (
      <>
        <h2 className="jp-homl-heard">{trans.__('Hands-On ML')}</h2>
        <Roadmap
          state={course.state}
          refresh={() => void course.refresh()}
          openContinue={() => {
            if (next) {
              void opener.open(next.lesson, next.notebook, next.exercise);
            }
          }}
          openLesson={lesson => void opener.open(lesson, 'lesson')}
          openExercise={exercise => {
            const lesson = course.lessonOf(exercise);
            if (lesson) {
              void opener.open(lesson.id, 'exercises', exercise);
            }
          }}
          trans={trans}
        />
        <EngineNote engine={course.state.engine} trans={trans} />
      </>
    );
  }
}
