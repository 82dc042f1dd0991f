/**
 * Lines between the selected lesson and its prerequisites and successors, drawn over the map.
 */
import * as React from 'react';

import { edgePath } from './prerequisites';

/** Props of the lines. */
export interface IPrerequisiteEdgesProps {
  /** Container of the lanes; its nodes have their lesson's id in `data-row`. */
  lanes: React.RefObject<HTMLElement>;
  selected: string;
  needs: string[];
  leadsTo: string[];
}

/** The lines. The lesson's card has the same information as text. */
export function PrerequisiteEdges(props: IPrerequisiteEdgesProps): JSX.Element {
  const { lanes, leadsTo, needs, selected } = props;
  const [paths, setPaths] = React.useState<string[]>([]);
  const wanted = [
    ...needs.map(id => `${id} ${selected}`),
    ...leadsTo.map(id => `${selected} ${id}`)
  ].join(',');
  // Not a layout effect: the ref to the lanes is not set yet when those run.
  React.useEffect(() => {
    const root = lanes.current;
    if (!root) {
      return;
    }
    const draw = (): void => {
      const origin = root.getBoundingClientRect();
      const box = (id: string) => {
        const node = root.querySelector(`[data-row="${id}"]`);
        const found = node?.getBoundingClientRect();
        return found
          ? {
              left: found.left - origin.left,
              right: found.right - origin.left,
              top: found.top - origin.top,
              bottom: found.bottom - origin.top
            }
          : null;
      };
      setPaths(
        wanted
          .split(',')
          .filter(Boolean)
          .flatMap(pair => {
            const [from, to] = pair.split(' ').map(box);
            return from && to ? [edgePath(from, to)] : [];
          })
      );
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(root);
    return () => observer.disconnect();
  }, [lanes, wanted]);
  return (
    <svg
      className="jp-homl-PrerequisiteEdges"
      aria-hidden="true"
      focusable="false"
    >
      {paths.map((path, index) => (
        <path key={index} d={path} />
      ))}
    </svg>
  );
}
