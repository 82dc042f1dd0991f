/**
 * Markdown as a React component, rendered and sanitised by JupyterLab.
 */
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import * as React from 'react';

/** Renders sanitised Markdown. */
export type MarkdownComponent = React.ComponentType<{ source: string }>;

const MIME = 'text/markdown';

/**
 * Create a component that renders Markdown.
 *
 * @param rendermime - The notebook's registry, so that links to attachments and files resolve.
 * @param language - Language of the texts, if it is not the page's.
 */
export function markdownWith(
  rendermime: IRenderMimeRegistry,
  language?: string
): MarkdownComponent {
  return function Markdown({ source }) {
    const host = React.useRef<HTMLDivElement>(null);
    React.useEffect(() => {
      if (!host.current) {
        return;
      }
      // The renderer's node is attached by hand: React removes nodes without Lumino's messages.
      const renderer = rendermime.createRenderer(MIME);
      const { node } = renderer;
      host.current.appendChild(node);
      const model = rendermime.createModel({
        data: { [MIME]: source },
        trusted: false
      });
      renderer.renderModel(model).then(
        () => rendermime.latexTypesetter?.typeset(node),
        () => {
          node.textContent = source;
        }
      );
      return () => {
        node.remove();
        renderer.dispose();
      };
    }, [source]);
    return <div ref={host} lang={language} className="jp-homl-Markdown" />;
  };
}
