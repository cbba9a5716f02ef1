// Rows of pictures, justified to the width by the shapes that are known.

/** Browsers cannot scroll further than this many pixels. */
const longestView = 16_000_000;

class Rows {
  /** The index of the first picture of each row, and of the one after the last row. */
  starts = [0];
  /** The top of each row, and the end of the last one. */
  tops = [0];
  /** The height of the pictures of each row. */
  heights = [];

  /** Arranges pictures; `foot` is the room for captions below each row. */
  constructor(pictures, { width, height, gap, foot }) {
    this.pictures = pictures;
    this.gap = gap;
    let [sum, start, top] = [0, 0, 0];
    for (let index = 0; index < pictures.length; index += 1) {
      sum += pictures[index].shape;
      const gaps = (index - start) * gap;
      const isLast = index === pictures.length - 1;
      if (sum * height + gaps < width && !isLast) continue;
      // The last row keeps the usual height, if it is not full.
      const high = Math.min((width - gaps) / sum, isLast ? height : height * 1.5);
      [sum, start, top] = [0, index + 1, top + high + foot + gap];
      this.heights.push(high);
      this.starts.push(start);
      this.tops.push(top);
      if (top > longestView) break;
    }
  }

  get height() { return this.tops.at(-1); }

  /** The number of pictures that found room. */
  get count() { return this.starts.at(-1); }

  /** The last row that begins at or above a place. */
  rowAt(top) { return Rows.#last(this.tops, top, this.heights.length - 1); }

  rowOf(index) { return Rows.#last(this.starts, index, this.heights.length - 1); }

  static #last(list, value, high) {
    let low = 0;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (list[middle] <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Calls `body` with the index, left edge and width of each picture of a row. */
  forEachIn(row, body) {
    let left = 0;
    for (let index = this.starts[row]; index < this.starts[row + 1]; index += 1) {
      const width = this.pictures[index].shape * this.heights[row];
      body(index, left, width);
      left += width + this.gap;
    }
  }
}
