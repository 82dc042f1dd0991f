import {
  RenderMimeRegistry,
  standardRendererFactories
} from '@jupyterlab/rendermime';
import { render, waitFor } from '@testing-library/react';
import * as React from 'react';

import { markdownWith } from '../markdown';

const rendermime = new RenderMimeRegistry({
  initialFactories: standardRendererFactories,
  markdownParser: {
    render: async source => `<p>${source}</p><script>alert(1)</script>`
  }
});
const Markdown = markdownWith(rendermime);

describe('markdownWith', () => {
  it('renders, sanitises, and follows its source', async () => {
    const { container, rerender, unmount } = render(<Markdown source="one" />);
    await waitFor(() => expect(container.textContent).toContain('one'));
    expect(container.querySelector('script')).toBeNull();
    rerender(<Markdown source="two" />);
    await waitFor(() => expect(container.textContent).toContain('two'));
    expect(container.textContent).not.toContain('one');
    unmount();
  });
});
