/**
 * The documents that the server and the front end exchange, as `docs/rest.md` lays them down.
 *
 * Nothing here has behaviour: everything else in the front end speaks in these types.
 */

import type { ICourseSkill, IDue } from './review/documents';

/** How an exercise stands; one vocabulary from the engine to the panel. */
export type Status =
  | 'untouched'
  | 'passed'
  | 'failed'
  | 'error'
  | 'not_attempted'
  | 'answered'
  | 'timed_out'
  | 'out_of_memory'
  | 'output_limit'
  | 'died'
  | 'cancelled';

/** How a lesson stands; a lesson that is not written yet is `coming`. */
export type LessonStatus = 'coming' | 'todo' | 'learning' | 'done';

/** Which of a lesson's two notebooks. */
export type NotebookKind = 'lesson' | 'exercises';

/** The learner's own word on an exercise or a lesson. */
export type Mark = 'done' | 'skipped' | 'learning';

/** One exercise as the roadmap knows it. */
export interface IExercise {
  id: string;
  title: string;
  kind: string;
  level: number;
  minutes: number;
  core: boolean;
  after: string | null;
  skills: string[];
  mark: Mark | null;
  /** Whether the learner says so, or has tried often without a pass. */
  stuck: boolean;
  points: number;
  manual: boolean;
  trains: boolean;
  status: Status;
  attempts: number;
  tests: { visible: number; hidden: number };
  hints: { opened: number; total: number };
  /** `told` is the reason with what it is translated by. */
  solution: { available: boolean; reason: string | null; told?: IMessage };
  /** The learner's own rating of a short answer. */
  rated?: { points: number; of: number } | null;
}

/** A section of a lesson, and how far the reader has come in it. */
export interface ISection {
  title: string;
  state: 'read' | 'run' | null;
}

/** Something to read beyond a lesson. */
export interface IResource {
  title: string;
  url: string;
  note: string;
}

/** One lesson with its exercises. */
export interface ILesson {
  id: string;
  number: string;
  title: string;
  summary: string;
  ready: boolean;
  folder: string;
  minutes: number;
  core_minutes: number;
  extra_minutes: number;
  prerequisites: string[];
  skill_names: string[];
  /** How well each is known; an older server does not tell. */
  skills?: ICourseSkill[];
  resources: IResource[];
  sections: ISection[];
  /** The number of the section that the reader was in last, from 1. */
  place: number | null;
  mark: Mark | null;
  status: LessonStatus;
  progress: number;
  core_passed: number;
  core_total: number;
  exercises: IExercise[];
}

/** One part of the course. */
export interface IPart {
  id: string;
  title: string;
  lessons: ILesson[];
}

/** A sentence, with an id and values so that it can be translated. */
export interface IMessage {
  id?: string;
  values?: Record<string, unknown>;
  text: string;
}

/** Something to do next, and why. */
export interface IStep {
  lesson: string;
  notebook: NotebookKind;
  exercise: string | null;
  section: number | null;
  title: string;
  minutes: number;
  why: string;
  reason: IMessage;
}

/** `GET course`. */
export interface ICourse {
  version: string;
  title: string;
  instructor: boolean;
  /** The tiers of libraries (`light`, `tensorflow`) that are being loaded now. */
  engine: { warming: string[] };
  parts: IPart[];
  /** A lesson for the first minutes, on no road. */
  first_steps: ILesson | null;
  /** The path that the learner takes; null for the road as it is. */
  goal: string | null;
  /** What is due for review; an older server does not tell. */
  review?: IDue;
  continue: IStep | null;
  /** An older server does not tell. */
  next_up?: IStep[];
}

/** `POST lessons/ID/open`: paths of the contents API. */
export interface IOpened {
  path: string;
  exercises: string;
  created: string[];
}

/** One test of a verdict; `ran` is false where an earlier stop kept it from running. */
export interface ITest {
  name: string;
  passed: boolean;
  hidden: boolean;
  /** The name of a hidden test that is only counted, with what it is translated by. */
  called?: IMessage;
  message: IMessage | null;
  ran?: boolean;
}

/** The first error in notebook order. */
export interface IFirstError {
  cell: string | null;
  name: string;
  message: string;
  line: number | null;
}

/** What a check found. */
export interface IVerdict {
  version: number;
  exercise: string;
  status: Status;
  score: number;
  max_score: number;
  tests: ITest[];
  hidden: { passed: number; total: number } | null;
  first_error: IFirstError | null;
  output?: string;
  duration_ms?: number;
  explanation?: IMessage | null;
  notes?: IMessage[];
  /** Whether the tests ran in a process of their own or in the learner's. */
  judged?: 'outside' | 'inside';
  /** What the learner's process was sealed with; `limits` and `none` do not seal. */
  sandbox?: string;
  /** What was left open: `network`, `files`, `processes`, `memory`. */
  unenforced?: string[];
}

/** Long work on the server. */
export interface IJob {
  job: string;
  kind: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  position: number;
  result: IVerdict | null;
  message: string | null;
  /** The same with what it is translated by. */
  problem?: IMessage | null;
}

/** The hints that are open, in Markdown, and how many there are. */
export interface IHints {
  opened: string[];
  total: number;
  /** The next one, and the seconds until it opens by itself; 0 where it may be opened now. */
  next?: { number: number; wait: number } | null;
}

/** A worked solution; `rubric` (Markdown) for short answers. */
export interface ISolution {
  cells: { cell_type: string; source: string }[];
  rubric: string | null;
  /** The points of the rubric, in Markdown. */
  points?: string[];
}

/** An answer cell as it was handed out. */
export interface IFreshCell {
  grade_id: string;
  cell_type: string;
  source: string;
}

/** `POST resets`: the cells to put in place; `backup` holds what was there. */
export interface IReset {
  backup: string;
  cells: IFreshCell[];
}

/** Where the learner is now. */
export interface IVisit {
  lesson: string;
  notebook: NotebookKind;
  exercise: string | null;
}
