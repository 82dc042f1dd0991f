/**
 * The panel's Glossary tab.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { ISignal } from '@lumino/signaling';
import * as React from 'react';

import type { CourseTexts } from '../models/coursetexts';
import type { ICourseModel, ICourseOpener, ICourseTab } from '../tokens';

const Glossary = React.lazy(() => import('./glossary'));

/** Dependencies of the tab. */
export interface IGlossaryTabOptions {
  course: Pick<ICourseModel, 'state'>;
  texts: CourseTexts;
  opener: ICourseOpener;
  trans: TranslationBundle;
}

/** The tab. */
export class GlossaryTab implements ICourseTab {
  /** @param options - Dependencies of the tab. */
  constructor(private readonly options: IGlossaryTabOptions) {
    this.label = options.trans.__('Glossary');
    options.texts.changed.connect(() => this._changed.emit(), this);
  }

  readonly id = 'glossary';
  readonly label: string;
  readonly rank = 30;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Lead to a term. */
  show(term: string): void {
    this._shown = { term, count: (this._shown?.count ?? 0) + 1 };
    this._changed.emit();
  }

  render(): JSX.Element {
    const { course, opener, texts, trans } = this.options;
    texts.load();
    return (
      <Glossary
        terms={texts.texts?.terms ?? null}
        course={course.state.course}
        shown={this._shown}
        openLesson={(lesson, section) =>
          void opener.open(lesson, 'lesson', null, section)
        }
        trans={trans}
      />
    );
  }

  private _changed = new Signal<this, void>(this);
  private _shown: { term: string; count: number } | null = null;
}
