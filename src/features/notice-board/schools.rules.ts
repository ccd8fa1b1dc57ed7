/** Schools on one page of the front: nearly every bureau has fewer. */
export const SCHOOLS_OF_A_PAGE = 60;

export interface SchoolSearch {
  /** Part of a name of the school or of its branch; empty: all. */
  text: string;
  /** The last branch of the page before; null: the first page. */
  after: string | null;
}
