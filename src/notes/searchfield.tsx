/**
 * Search field with debouncing.
 */
import * as React from 'react';

/** Delay after the last key press before searching, in milliseconds. */
const PAUSE_MS = 250;

/** The field; `search` is called once typing pauses. */
export function SearchField(props: {
  query: string;
  search: (query: string) => void;
  label: string;
  placeholder: string;
}): JSX.Element {
  const { label, placeholder, query, search } = props;
  const [text, setText] = React.useState(query);
  const timer = React.useRef<ReturnType<typeof setTimeout>>();
  React.useEffect(() => setText(query), [query]);
  React.useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <input
      type="search"
      className="jp-homl-SearchField"
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={event => {
        const { value } = event.target;
        setText(value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => search(value), PAUSE_MS);
      }}
    />
  );
}
