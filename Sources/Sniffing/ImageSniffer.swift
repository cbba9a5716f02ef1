public import CrawlModel

/// Recognises an image by its content, and its size by its header.
///
/// Nothing is decoded, and no declared type or file name is used. Every call takes time linear in
/// the number of bytes, whatever they contain.
public enum ImageSniffer {
  /// The number of bytes in which the first tag of a text is searched.
  ///
  /// A text without a first tag by then is not waited for.
  public static let reach = 256 * 1024

  /// The maximum width and height; no decoder reads more, and a header that states more is damaged.
  public static let longestSide = Int(Int32.max)

  /// Returns the facts of a complete file; `nil` if it is not an image or its header is damaged.
  ///
  /// Equivalent to `examine` of the complete file.
  public static func sniff(_ bytes: Span<UInt8>) -> ImageFacts? {
    guard case .image(let facts) = examine(bytes, isComplete: true) else { return nil }
    return facts
  }

  /// Examines the first bytes of a file; called again as more bytes arrive.
  ///
  /// - Parameters:
  ///   - prefix: the beginning of the file, as far as it has arrived.
  ///   - isComplete: whether that is the whole file. Then the result is never `needsMore`.
  /// - Returns: what is certain so far.
  public static func examine(_ prefix: Span<UInt8>, isComplete: Bool) -> SniffResult {
    switch Signature.recognise(prefix) {
    case .unknown: return .notAnImage
    case .undecided: return isComplete ? .notAnImage : .needsMore
    case .found(let container):
      do throws(Stop) {
        let facts = try container.facts(of: prefix, isComplete: isComplete)
        guard max(facts.width ?? 0, facts.height ?? 0) <= longestSide else {
          return .damaged(facts.format)
        }
        return .image(facts)
      } catch {
        switch error {
        case .foreign: return .notAnImage
        case .cutOff where !isComplete: return .needsMore
        case .cutOff, .damaged:
          guard let format = container.format(of: prefix) else { return .notAnImage }
          return .damaged(format)
        }
      }
    }
  }
}
