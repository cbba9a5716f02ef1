public import CrawlModel

/// Tells an image by its content, and its size by its header.
///
/// Nothing is decoded and no declared type or file name is asked. Every answer is found in time
/// linear in the bytes given, whatever they hold.
public enum ImageSniffer {
  /// How far the first tag of a text is looked for, in characters.
  ///
  /// A text that has said nothing by then is not waited for any longer.
  public static let reach = 256 * 1024

  /// The facts of a whole file; `nil` where it is no image or its header is damaged.
  ///
  /// The same as `examine` says of the complete file.
  public static func sniff(_ bytes: Span<UInt8>) -> ImageFacts? {
    guard case .image(let facts) = examine(bytes, isComplete: true) else { return nil }
    return facts
  }

  /// What the first bytes of a file say, called again as more of them arrive.
  ///
  /// - Parameters:
  ///   - prefix: The file from its first byte on, as far as it is there.
  ///   - isComplete: Whether that is all there will be. Then the answer is never `needsMore`.
  /// - Returns: What is certain so far.
  public static func examine(_ prefix: Span<UInt8>, isComplete: Bool) -> SniffResult {
    switch Signature.recognise(prefix) {
    case .unknown: return .notAnImage
    case .undecided: return isComplete ? .notAnImage : .needsMore
    case .found(let container):
      do throws(Stop) {
        return .image(try container.facts(of: prefix, isComplete: isComplete))
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
