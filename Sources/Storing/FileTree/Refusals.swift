/// The images refused one after the other, all in the same way.
///
/// One file may be refused for its name; when many are, the cause is the disk or the store, and a crawl
/// that goes on would throw away all it fetches.
struct Refusals<Code: Equatable> {
  /// The number of images in a row that end the crawl.
  static var limit: Int { 10 }

  private var code: Code?
  private var count = 0

  /// Counts a refused image; returns whether the limit is reached.
  mutating func add(_ code: Code) -> Bool {
    if code != self.code { (self.code, count) = (code, 0) }
    count += 1
    return count >= Self.limit
  }

  /// Ends the row: an image was stored.
  mutating func end() { (code, count) = (nil, 0) }
}
