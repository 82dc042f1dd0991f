/**
 * Markdown as a React component, rendered and sanitised by JupyterLab.
 */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import * as React from 'react';

import type { MarkdownComponent } from '../components/help';

const MIME = 'text/markdown';

/**
 * A component that renders Markdown with a registry.
 *
 * @param rendermime - The notebook's registry, so that links to attachments and files resolve.
 */
export function markdownWith(
  rendermime: IRenderMimeRegistry
): MarkdownComponent {
  return function Markdown({ source }) {
    const host = React.useRef<HTMLDivElement>(null);
    React.useEffect(() => {
      if (!host.current) {
        return;
      }
      const renderer = rendermime.createRenderer(MIME);
      Widget.attach(renderer, host.current);
      const model = rendermime.createModel({
        data: { [MIME]: source },
        trusted: false
      });
      renderer.renderModel(model).catch(() => {
        renderer.node.textContent = source;
      });
      return () => {
        if (renderer.isAttached) {
          Widget.detach(renderer);
        }
        renderer.dispose();
      };
    }, [source]);
    return <div ref={host} className="jp-homl-Markdown" />;
  };
}
