import { farthestOfBlocks } from "../wasm/block-extremes.ts";
import type { ErrorGrid } from "../wasm/comparison.ts";
import { forEachChunk, type NumberSource } from "./source.ts";

/** A matrix reduced to a grid of blocks; each holds the value of its block that lies farthest from `centre`, or NaN. */
export interface BlockGrid {
  readonly rows: number;
  readonly columns: number;
  /** How many matrix rows and columns one block spans (the last block of a row or column may be smaller). */
  readonly rowsPerBlock: number;
  readonly columnsPerBlock: number;
  /** Row-major, rows * columns values. */
  readonly values: readonly number[];
}

/** Folds a tensor's shape to a matrix: the last dimension across, all others down. A scalar is 1 by 1. */
export function matrixShape(shape: readonly number[]): { rows: number; columns: number } {
  const columns = shape.length === 0 ? 1 : shape[shape.length - 1];
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  return { rows, columns };
}

/** Gathers blocks from elements in any order. Extremes survive the reduction, and NaN and infinities win over all. */
export class BlockReducer {
  private readonly values: Float64Array;
  private readonly distance: Float64Array;
  readonly rowsPerBlock: number;
  readonly columnsPerBlock: number;
  readonly gridRows: number;
  readonly gridColumns: number;

  constructor(
    rows: number,
    private readonly columns: number,
    private readonly centre = 0,
    limit = 64,
  ) {
    this.rowsPerBlock = Math.max(1, Math.ceil(rows / limit));
    this.columnsPerBlock = Math.max(1, Math.ceil(columns / limit));
    this.gridRows = Math.ceil(rows / this.rowsPerBlock);
    this.gridColumns = Math.ceil(columns / this.columnsPerBlock);
    this.values = new Float64Array(this.gridRows * this.gridColumns);
    this.distance = new Float64Array(this.values.length).fill(-1);
  }

  add(index: number, value: number): void {
    const row = Math.floor(index / this.columns);
    const column = index - row * this.columns;
    const block = Math.floor(row / this.rowsPerBlock) * this.gridColumns + Math.floor(column / this.columnsPerBlock);
    const distance = Number.isNaN(value) ? Infinity : Math.abs(value - this.centre);
    if (distance > this.distance[block]) {
      this.distance[block] = distance;
      this.values[block] = value;
    }
  }

  /** {@link add} for consecutive elements: a block's share of a row at a time. */
  addPiece(start: number, piece: Float64Array): void {
    const { columns, columnsPerBlock, centre } = this;
    let row = Math.floor(start / columns);
    let column = start - row * columns;
    for (let i = 0; i < piece.length; ) {
      const blockEnd = Math.min(columns, (Math.floor(column / columnsPerBlock) + 1) * columnsPerBlock);
      const end = Math.min(piece.length, i + blockEnd - column);
      const block = Math.floor(row / this.rowsPerBlock) * this.gridColumns + Math.floor(column / columnsPerBlock);
      let farthest = this.distance[block];
      for (let k = i; k < end; k++) {
        const value = piece[k];
        const distance = Number.isNaN(value) ? Infinity : Math.abs(value - centre);
        if (distance > farthest) {
          farthest = distance;
          this.values[block] = value;
        }
      }
      this.distance[block] = farthest;
      column += end - i;
      i = end;
      if (column === columns) {
        column = 0;
        row++;
      }
    }
  }

  /** Where the cells lie, for what finds their largest values itself. */
  get layout(): ErrorGrid {
    const { columns, rowsPerBlock, columnsPerBlock, gridColumns } = this;
    return { columns, rowsPerBlock, columnsPerBlock, gridColumns, cells: this.values.length };
  }

  /** {@link add} for the largest of the values of each cell, none of which is negative; negative where none was seen. */
  addLargest(cells: Float64Array): void {
    cells.forEach((value, cell) => {
      const distance = Math.abs(value - this.centre);
      if (value >= 0 && distance > this.distance[cell]) {
        this.distance[cell] = distance;
        this.values[cell] = value;
      }
    });
  }

  grid(): BlockGrid {
    return {
      rows: this.gridRows,
      columns: this.gridColumns,
      rowsPerBlock: this.rowsPerBlock,
      columnsPerBlock: this.columnsPerBlock,
      values: Array.from(this.values),
    };
  }
}

/** Reduces a rows-by-columns source to at most `limit` by `limit` blocks. */
export function blockExtremes(
  source: NumberSource,
  columns: number,
  options: { centre?: number; limit?: number; checkInterrupt?: () => void } = {},
): BlockGrid {
  const reducer = new BlockReducer(columns === 0 ? 0 : source.length / columns, columns, options.centre, options.limit);
  const { rowsPerBlock, columnsPerBlock } = reducer;
  const values = farthestOfBlocks(source.floats ?? source.doubles, {
    columns,
    rowsPerBlock,
    columnsPerBlock,
    centre: options.centre ?? 0,
  });
  if (values !== null) return { ...reducer.grid(), values: Array.from(values) };
  forEachChunk(source, (piece, start) => reducer.addPiece(start, piece), options.checkInterrupt);
  return reducer.grid();
}
