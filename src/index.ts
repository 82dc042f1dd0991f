/**
 * Entry point of the Hands-On ML lab extension: its plugins and tokens.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { assistants } from './plugins/assistants';
import { classroom } from './plugins/classroom';
import { api, course, opener } from './plugins/course';
import { demos } from './plugins/demos';
import { doctor } from './plugins/doctor';
import { headings } from './plugins/headings';
import { language } from './plugins/language';
import { links } from './plugins/links';
import { next } from './plugins/next';
import { notebooks } from './plugins/notebooks';
import { notes } from './plugins/notes';
import { page } from './plugins/page';
import { notices, panel } from './plugins/panel';
import { prose } from './plugins/prose';
import { reading } from './plugins/reading';
import { review } from './plugins/review';
import { settings } from './plugins/settings';
import { status } from './plugins/status';
import { strip } from './plugins/strip';
import { tour } from './plugins/tour';
import { welcome } from './plugins/welcome';

// The rest is imported by the parts that need it, which are loaded later.
import '../style/index.css';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  api,
  course,
  opener,
  notices,
  panel,
  page,
  notebooks,
  notes,
  prose,
  reading,
  review,
  settings,
  strip,
  demos,
  headings,
  language,
  links,
  status,
  next,
  doctor,
  welcome,
  tour,
  assistants,
  classroom
];

export default plugins;
export {
  ICourseModel,
  ICourseNotices,
  ICourseOpener,
  ICoursePage,
  ICoursePanel,
  IHomlApi
} from './tokens';
