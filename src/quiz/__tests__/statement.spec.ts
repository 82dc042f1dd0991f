import { hideQuestions } from '../statement';

const STATEMENT = `
  <p>Put one letter for each question.</p>
  <p><strong>q1</strong> · Which line? <em>a</em> the first</p>
  <ul><li><strong>q2</strong> Is this spam?</li></ul>
  <p>Remember that <strong>q1</strong> comes first.</p>
  <p><strong>Careful</strong>: none is locked.</p>`;

function statement(): HTMLElement {
  const node = document.createElement('div');
  node.innerHTML = `<div class="jp-RenderedMarkdown">${STATEMENT}</div>`;
  return node;
}

const hidden = (node: HTMLElement): (string | null)[] =>
  [...node.querySelectorAll('.jp-homl-mod-inForm strong')].map(
    ({ textContent }) => textContent
  );

it('hides the questions, and shows them again', () => {
  const node = statement();
  const questions = hideQuestions(node, ['q1', 'q2']);
  expect(hidden(node)).toEqual(['q1', 'q2']);
  questions.dispose();
  expect(hidden(node)).toEqual([]);
});

it('hides them again when the statement is rendered again', async () => {
  const node = statement();
  const questions = hideQuestions(node, ['q1', 'q2']);
  node.replaceChildren(...statement().children);
  await new Promise(resolve => setTimeout(resolve));
  expect(hidden(node)).toEqual(['q1', 'q2']);
  questions.dispose();
});
