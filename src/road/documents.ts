/**
 * Types of the REST documents of the road, except the course itself.
 */
export type {
  Atlas as IAtlas,
  Day as IDay,
  Edition as IEdition,
  History as IHistory,
  Path as IPath
} from '../rest';
