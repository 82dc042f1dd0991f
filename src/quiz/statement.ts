/**
 * Hides the questions in a quiz's rendered statement, since the form below it shows them with their options.
 */
import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';

/** Class of the blocks that the style sheet hides. */
const HIDDEN = 'jp-homl-mod-inForm';

/**
 * Hide the questions in a statement, now and whenever it is rendered again.
 *
 * @param node - The node of the statement's cell.
 * @param keys - The keys of the questions, which begin them in bold type.
 * @returns Shows them again when disposed of.
 */
export function hideQuestions(
  node: HTMLElement,
  keys: readonly string[]
): IDisposable {
  const hide = (): void => markQuestions(node, keys);
  const observer = new MutationObserver(hide);
  observer.observe(node, { childList: true, subtree: true });
  hide();
  return new DisposableDelegate(() => {
    observer.disconnect();
    node
      .querySelectorAll(`.${HIDDEN}`)
      .forEach(block => block.classList.remove(HIDDEN));
  });
}

function markQuestions(node: HTMLElement, keys: readonly string[]): void {
  node.querySelectorAll('.jp-RenderedMarkdown :is(p, li)').forEach(block => {
    // The key begins the block; elsewhere it is only mentioned.
    const first = [...block.childNodes].find(child =>
      child.textContent?.trim()
    );
    if (
      first?.nodeName === 'STRONG' &&
      keys.includes(first.textContent ?? '')
    ) {
      block.classList.add(HIDDEN);
    }
  });
}
