/**
 * Search field and filter above the road.
 */
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { Filter } from './searchindex';

/** Props of the search bar. */
export interface ISearchBarProps {
  query: string;
  filter: Filter;
  setQuery: (query: string) => void;
  setFilter: (filter: Filter) => void;
  /** Called when a search is likely to follow. */
  prepare: () => void;
  /** Focus the first result. */
  focusResults: () => void;
  trans: TranslationBundle;
}

/** The search bar. Escape clears the field; Enter and the down arrow move to the results. */
export const SearchBar = React.forwardRef<HTMLInputElement, ISearchBarProps>(
  (props, field) => {
    const { focusResults, filter, prepare, query, setFilter, setQuery, trans } =
      props;
    return (
      <div className="jp-homl-Search" role="search">
        <input
          ref={field}
          type="search"
          className="jp-homl-Field"
          aria-label={trans.__('Search lessons, exercises and terms')}
          placeholder={trans.__('Search…')}
          value={query}
          onChange={event => setQuery(event.target.value)}
          onFocus={prepare}
          onKeyDown={event => {
            if (event.key === 'Escape' && query) {
              event.preventDefault();
              event.stopPropagation();
              setQuery('');
            } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
              event.preventDefault();
              focusResults();
            }
          }}
        />
        <select
          className="jp-homl-Field"
          aria-label={trans.__('Show')}
          value={filter}
          onChange={event => setFilter(event.target.value as Filter)}
        >
          <option value="all">{trans.__('All')}</option>
          <option value="todo">{trans.__('To do')}</option>
          <option value="stuck">{trans.__('Stuck')}</option>
          <option value="review">{trans.__('To review')}</option>
        </select>
      </div>
    );
  }
);
SearchBar.displayName = 'Search';
