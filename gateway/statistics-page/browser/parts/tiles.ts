/** Where a district stands in the grid, from the upper left. */
interface Tile {
  /** General Statistics Office code. */
  readonly unit: string;
  readonly column: number;
  readonly row: number;
}

/** The nine districts of Cà Mau, about where they lie: U Minh in the north-west, Ngọc Hiển at the cape. */
export const TILES: readonly Tile[] = [
  { unit: '966', column: 0, row: 0 },
  { unit: '967', column: 1, row: 0 },
  { unit: '968', column: 0, row: 1 },
  { unit: '964', column: 1, row: 1 },
  { unit: '972', column: 0, row: 2 },
  { unit: '969', column: 1, row: 2 },
  { unit: '970', column: 2, row: 2 },
  { unit: '971', column: 1, row: 3 },
  { unit: '973', column: 1, row: 4 },
];

export const COLUMNS = 3;
export const ROWS = 5;
