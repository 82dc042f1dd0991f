/**
 * The plugins of the Hands-On ML front end.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { api, course, opener } from './plugins/course';
import { notes } from './plugins/notes';
import { headings } from './plugins/headings';
import { page } from './plugins/page';
import { panel } from './plugins/panel';
import { reading } from './plugins/reading';
import { review } from './plugins/review';
import { status } from './plugins/status';
import { strip } from './plugins/strip';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  api,
  course,
  opener,
  panel,
  page,
  notes,
  reading,
  review,
  strip,
  headings,
  status
];

export default plugins;
export {
  ICourseModel,
  ICourseOpener,
  ICoursePage,
  ICoursePanel,
  IHomlApi
} from './tokens';
