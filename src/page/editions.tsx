/**
 * Table of the book's editions: where each chapter was in the first edition, and what is new.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ICourse } from '../documents';
import { translateText } from '../i18n';
import type { IAtlas } from '../road/documents';
import { Fetched } from '../components/fetched';
import { useFetch } from '../components/usefetch';

/** Props of the tab. */
export interface IEditionsProps {
  course: ICourse;
  fetch: () => Promise<IAtlas>;
  openLesson: (lesson: string) => void;
  trans: TranslationBundle;
}

/** The Editions tab. */
export default function Editions(props: IEditionsProps): JSX.Element {
  const { course, fetch, openLesson, trans } = props;
  const state = useFetch(fetch);
  const lessons = course.parts.flatMap(part => part.lessons);
  return (
    <div className="jp-homl-Editions">
      <h3>{trans.__('The book’s editions')}</h3>
      <p>
        {trans.__(
          'The road follows the second edition of Hands-On Machine Learning with Scikit-Learn, Keras & TensorFlow. If you have the first edition, find its chapters here.'
        )}
      </p>
      <Fetched state={state} trans={trans}>
        {({ editions }) => (
          <table className="jp-homl-Table">
            <thead>
              <tr>
                <th scope="col">{trans.__('Second edition')}</th>
                <th scope="col">{trans.__('Lesson in this course')}</th>
                <th scope="col">{trans.__('First edition')}</th>
                <th scope="col">{trans.__('New in the second edition')}</th>
              </tr>
            </thead>
            <tbody>
              {editions.map(edition => {
                const lesson = lessons.find(({ id }) => id === edition.lesson);
                return (
                  <tr key={edition.lesson}>
                    <th scope="row">{lesson?.number ?? edition.lesson}</th>
                    <td>
                      {lesson?.ready ? (
                        <button
                          type="button"
                          className="jp-homl-LinkButton"
                          onClick={() => openLesson(lesson.id)}
                        >
                          {translateText(trans, lesson.title)}
                        </button>
                      ) : (
                        lesson && translateText(trans, lesson.title)
                      )}
                    </td>
                    <td>
                      {edition.first
                        ? translateText(trans, edition.first)
                        : trans.__('none')}
                    </td>
                    <td>
                      {edition.new ? translateText(trans, edition.new) : '–'}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </Fetched>
    </div>
  );
}
