import { course, lesson } from '../../__tests__/fakes';
import { hasRunCells } from '../runcells';

it('knows from the course whether any cell of a lesson has been run', () => {
  const read = [{ title: 'One', state: 'read' as const }];
  const run = [...read, { title: 'Two', state: 'run' as const }];
  const road = (sections: typeof run | typeof read) => [
    { id: 'part', title: 'Part', lessons: [lesson({ sections })] }
  ];
  expect(hasRunCells(course({ parts: road(read) }))).toBe(false);
  expect(hasRunCells(course({ parts: road(run) }))).toBe(true);
  const first = lesson({ id: 'start', sections: run });
  expect(hasRunCells(course({ parts: road(read), first_steps: first }))).toBe(
    true
  );
});
