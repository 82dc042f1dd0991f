/**
 * What the plugins hand to each other, and to other extensions.
 */
import { Token } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';

import type {
  ICourse,
  IExercise,
  IHints,
  IJob,
  ILesson,
  IOpened,
  IReset,
  ISolution,
  IVisit
} from './documents';
import type { Problem } from './request';

/** The server, as the front end sees it. Every method may throw `ApiError` or `UnreachableError`. */
export interface IHomlApi {
  /** All that the panel needs. */
  course(): Promise<ICourse>;
  /** Hand a lesson's notebooks out. */
  openLesson(lesson: string): Promise<IOpened>;
  /** Ask for a check of a saved notebook's exercise; answers the job's id. */
  check(path: string, exercise: string): Promise<string>;
  /** A job, when it has ended or after `wait` seconds. */
  job(job: string, wait: number): Promise<IJob>;
  /** Cancel a job. */
  cancel(job: string): Promise<IJob>;
  /** The hints that are open. */
  hints(exercise: string): Promise<IHints>;
  /** Open the next hint. */
  openHint(exercise: string): Promise<IHints>;
  /** The worked solution; refused with a sentence while it is closed. */
  solution(exercise: string): Promise<ISolution>;
  /** Keep a copy of the notebook and get the exercise's cells as handed out. */
  reset(path: string, exercise: string): Promise<IReset>;
  /** Tell where the learner is now. */
  visit(visit: IVisit): Promise<void>;
}

/** The server extension's API. */
export const IHomlApi = new Token<IHomlApi>(
  'jupyterlab-homl:IHomlApi',
  'The REST interface of the Hands-On ML server extension.'
);

/** What is known of the engine; tiers are `light` and `tensorflow`. */
export interface IEngineState {
  /** The tiers that are being loaded now. */
  readonly warming: readonly string[];
  /** The tiers whose loading failed when it was last tried. */
  readonly failed: readonly string[];
}

/** What is known of the course now. A refresh that fails keeps what was there. */
export interface ICourseState {
  course: ICourse | null;
  engine: IEngineState;
  loading: boolean;
  failure: Problem | null;
}

/** The course with the learner's progress, shared by panel, strips and commands. */
export interface ICourseModel {
  /** The present state; a new object after every change. */
  readonly state: ICourseState;
  /** Emitted after every change of `state`. */
  readonly changed: ISignal<ICourseModel, void>;
  /** Fetch again; calls that overlap share one more request. */
  refresh(): Promise<void>;
  /** Fetch again where what is there is old, or could not be had. */
  refreshIfStale(): Promise<void>;
  /** A lesson by its id. */
  lesson(id: string): ILesson | undefined;
  /** An exercise by its id. */
  exercise(id: string): IExercise | undefined;
  /** The lesson that an exercise belongs to. */
  lessonOf(exercise: string): ILesson | undefined;
}

/** The course. */
export const ICourseModel = new Token<ICourseModel>(
  'jupyterlab-homl:ICourseModel',
  'The course with the progress of the person who is signed in.'
);

/** Leads to lessons and exercises. */
export interface ICourseOpener {
  /** Hand a lesson out and show its notebooks, the named one in front, at an exercise or a section. */
  open(
    lesson: string,
    notebook: 'lesson' | 'exercises',
    exercise?: string | null,
    section?: number | null
  ): Promise<void>;
}

/** The opener. */
export const ICourseOpener = new Token<ICourseOpener>(
  'jupyterlab-homl:ICourseOpener',
  'Opens lessons and leads to exercises.'
);

/** A tab of the panel or of the course page. */
export interface ICourseTab {
  readonly id: string;
  /** What stands on it, translated. */
  readonly label: string;
  /** Its place among the others, the lowest first. */
  readonly rank: number;
  /** A short text beside the label, such as a number; empty for none. */
  badge?(): string;
  /** Emitted when badge or body are to be rendered again. */
  readonly changed?: ISignal<unknown, void>;
  /** What it shows; called while it is in front only. It may suspend while its code is loaded. */
  render(): JSX.Element;
}

/** A set of tabs that plugins add theirs to. */
export interface ICourseTabs {
  /** The id of the tab in front. */
  readonly current: string;
  /** Add a tab; disposing of what is returned takes it away. */
  add(tab: ICourseTab): IDisposable;
  /** Bring a tab to the front, now or when it is added. */
  show(id: string): void;
}

/** The tabs of the side panel. */
export const ICoursePanel = new Token<ICourseTabs>(
  'jupyterlab-homl:ICoursePanel',
  'The tabs of the side panel: Road, Review, Notes.'
);

/** The tabs of the course page. */
export const ICoursePage = new Token<ICourseTabs>(
  'jupyterlab-homl:ICoursePage',
  'The tabs of the course page: Road, Progress, Skills, Editions, Paths, Files.'
);

/** Something that the panel says above its tabs. */
export interface ICourseNotice {
  readonly id: string;
  /** Emitted when it is to be rendered again. */
  readonly changed?: ISignal<unknown, void>;
  /** What it says; null while it has nothing to say. */
  render(): JSX.Element | null;
}

/** The notices of the panel. */
export interface ICourseNotices {
  /** What is to be shown, in the order in which it came. */
  readonly list: readonly ICourseNotice[];
  /** Emitted when a notice comes, goes, or has changed. */
  readonly changed: ISignal<unknown, void>;
  /** Add a notice; disposing of what is returned takes it away. */
  add(notice: ICourseNotice): IDisposable;
}

/** The notices of the side panel. */
export const ICourseNotices = new Token<ICourseNotices>(
  'jupyterlab-homl:ICourseNotices',
  'What the side panel says above its tabs.'
);
