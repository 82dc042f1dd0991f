/**
 * The plugins of the Hands-On ML front end.
 */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { api, course, opener } from './plugins/course';
import { panel } from './plugins/panel';
import { strip } from './plugins/strip';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  api,
  course,
  opener,
  panel,
  strip
];

export default plugins;
export { ICourseModel, ICourseOpener, IHomlApi } from './tokens';
