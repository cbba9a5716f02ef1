import Bytes

/// The end that a document marks itself: the end tag of its root.
public enum DocumentEnd {
  /// The roots of the documents that are read; none of them is in another one.
  private static let roots = ["html", "rss", "feed", "rdf:rdf", "urlset", "sitemapindex"]

  /// Whether a document ends with the end tag of its root, with nothing but white space and comments behind
  /// it.
  ///
  /// - Parameter bytes: the document as far as it was received, in an encoding that contains ASCII.
  /// - Returns: `false` also for documents that mark no end, such as style sheets.
  /// - Complexity: O(*n*) in the number of bytes; of nearly all documents, a few bytes are read.
  public static func isMarked(in bytes: Span<UInt8>) -> Bool {
    var end = bytes.count
    while let last = lastOffset(in: bytes, before: end, where: { $0 > 0x20 }),
      last >= 2, bytes.matches("-->", at: last - 2)
    {
      // Programs that keep pages say behind the end that they did.
      end = last - 2
      repeat {
        guard let start = lastOffset(in: bytes, before: end, where: { $0 == UInt8(ascii: "<") })
        else { return false }
        end = start
      } while !bytes.matches("<!--", at: end)
    }
    guard let last = lastOffset(in: bytes, before: end, where: { $0 > 0x20 }),
      bytes[last] == UInt8(ascii: ">"),
      let name = lastOffset(in: bytes, before: last, where: { $0 > 0x20 }),
      let start = lastOffset(in: bytes, before: last, where: { $0 == UInt8(ascii: "<") })
    else { return false }
    return roots.contains { root in
      name == start + 1 + root.utf8.count
        && bytes.matchesIgnoringASCIICase("</" + root, at: start)
    }
  }

  private static func lastOffset(
    in bytes: Span<UInt8>, before end: Int, where isWanted: (UInt8) -> Bool
  ) -> Int? {
    var index = end
    while index > 0 {
      index -= 1
      if isWanted(bytes[index]) { return index }
    }
    return nil
  }
}
