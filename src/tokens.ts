/**
 * Interfaces and tokens that the plugins provide to each other and to other extensions.
 */
import type { NotebookPanel } from '@jupyterlab/notebook';
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';

import type {
  ICheckJob,
  ICourse,
  IExercise,
  IHints,
  ILesson,
  INotebookCell,
  IOpened,
  IReset,
  ISolution,
  IVisit
} from './documents';
import type { Problem } from './request';

/** Client of the core REST API. Every method may throw `ApiError` or `UnreachableError`. */
export interface IHomlApi {
  /** The course with the learner's progress. */
  course(): Promise<ICourse>;
  /** Copy a lesson's notebooks into the workspace, if necessary, and return their paths. */
  openLesson(lesson: string): Promise<IOpened>;
  /** Request a check of an exercise in a notebook with these cells; returns the job's id. */
  check(
    path: string,
    exercise: string,
    cells: INotebookCell[]
  ): Promise<string>;
  /** Wait for a job to end, for at most `wait` seconds. */
  job(job: string, wait: number): Promise<ICheckJob>;
  /** Cancel a job. */
  cancel(job: string): Promise<ICheckJob>;
  /** The hints opened so far. */
  hints(exercise: string): Promise<IHints>;
  /** Open the next hint. */
  openHint(exercise: string): Promise<IHints>;
  /** The worked solution; an error with an explanation while it is locked. */
  solution(exercise: string): Promise<ISolution>;
  /** Back up the notebook and fetch the exercise's original cells. */
  reset(path: string, exercise: string): Promise<IReset>;
  /** Report the learner's current position. */
  visit(visit: IVisit): Promise<void>;
}

/** The server extension's API. */
export const IHomlApi = new Token<IHomlApi>(
  'jupyterlab-homl:IHomlApi',
  'The REST interface of the Hands-On ML server extension.'
);

/** Which library tiers (`light`, `tensorflow`) are loading. */
export interface IEngineState {
  /** Tiers that are loading. */
  readonly warming: readonly string[];
  /** Tiers whose most recent load failed. */
  readonly failed: readonly string[];
}

/** State of the course model. A failed refresh keeps the previous course. */
export interface ICourseState {
  course: ICourse | null;
  engine: IEngineState;
  /** Whether it is being fetched for the first time, or again after a failure. */
  loading: boolean;
  failure: Problem | null;
}

/** The course with the learner's progress, shared by the panel, strips and commands. */
export interface ICourseModel {
  /** The current state; replaced by a new object on every change. */
  readonly state: ICourseState;
  /** Emitted when `state` changes. */
  readonly changed: ISignal<ICourseModel, void>;
  /** Fetch the course again; overlapping calls share one more request. */
  refresh(): Promise<void>;
  /** Fetch the course again if it is stale or the last request failed. */
  refreshIfStale(): Promise<void>;
  /** Find a lesson by its id. */
  lesson(id: string): ILesson | undefined;
  /** Find an exercise by its id. */
  exercise(id: string): IExercise | undefined;
  /** Find the lesson that contains an exercise. */
  lessonOf(exercise: string): ILesson | undefined;
}

/** Token of the course model. */
export const ICourseModel = new Token<ICourseModel>(
  'jupyterlab-homl:ICourseModel',
  'The course with the progress of the person who is signed in.'
);

/** Opens lessons and exercises. */
export interface ICourseOpener {
  /**
   * Open a lesson's notebooks, activate the named one, and scroll to an exercise or a section.
   *
   * @returns The notebook; null if the learner was asked which one and cancelled, or if it failed.
   */
  open(
    lesson: string,
    notebook: 'lesson' | 'exercises',
    exercise?: string | null,
    section?: number | null
  ): Promise<NotebookPanel | null>;
}

/** Token of the opener. */
export const ICourseOpener = new Token<ICourseOpener>(
  'jupyterlab-homl:ICourseOpener',
  'Opens lessons and leads to exercises.'
);

/** A tab of the panel or the course page. */
export interface ICourseTab {
  readonly id: string;
  /** Translated label. */
  readonly label: string;
  /** Position among the tabs, lowest first. */
  readonly rank: number;
  /** Short text next to the label, such as a count; empty for none. */
  badge?(): string;
  /** Emitted when the badge or the content needs to be rendered again. */
  readonly changed?: ISignal<unknown, void>;
  /** The tab's content, rendered only while the tab is active. It may suspend while its code loads. */
  render(): JSX.Element;
}

/** A set of tabs to which plugins add theirs. */
export interface ICourseTabs {
  /** Id of the active tab. */
  readonly current: string;
  /** Add a tab; dispose of the result to remove it. */
  add(tab: ICourseTab): IDisposable;
  /** Activate a tab, now or once it is added. */
  show(id: string): void;
}

/** Token of the side panel's tabs. */
export const ICoursePanel = new Token<ICourseTabs>(
  'jupyterlab-homl:ICoursePanel',
  'The tabs of the side panel: Road, Review, Notes, Glossary.'
);

/** Token of the course page's tabs. */
export const ICoursePage = new Token<ICourseTabs>(
  'jupyterlab-homl:ICoursePage',
  'The tabs of the course page: Road, Progress, Skills, Editions, Paths, Files.'
);

/** A notice above the tabs of the panel. */
export interface ICourseNotice {
  readonly id: string;
  /** Emitted when the notice needs to be rendered again. */
  readonly changed?: ISignal<unknown, void>;
  /** The notice's content; null to show nothing. */
  render(): JSX.Element | null;
}

/** The notices of the panel. */
export interface ICourseNotices {
  /** The notices, in the order in which they were added. */
  readonly list: readonly ICourseNotice[];
  /** Emitted when a notice is added, removed or changed. */
  readonly changed: ISignal<unknown, void>;
  /** Add a notice; dispose of the result to remove it. */
  add(notice: ICourseNotice): IDisposable;
}

/** Token of the side panel's notices. */
export const ICourseNotices = new Token<ICourseNotices>(
  'jupyterlab-homl:ICourseNotices',
  'What the side panel says above its tabs.'
);
