/**
 * What the server says of the road beside the course itself; see `docs/rest.md`.
 */

/** A way through the course. */
export interface IPath {
  id: string;
  title: string;
  summary: string;
  lessons: string[];
}

/** Where a chapter of the book's second edition comes from. */
export interface IEdition {
  lesson: string;
  first: string;
  new: string;
}

/** `GET atlas`. */
export interface IAtlas {
  paths: IPath[];
  editions: IEdition[];
}

/** One day of `GET history`. */
export interface IDay {
  /** As in 2026-03-01. */
  date: string;
  passed: number;
  attempts: number;
  reviews: number;
}

/** `GET history`. */
export interface IHistory {
  days: IDay[];
  total: number;
}
