public import Files
import Synchronization
import Threads

/// The beginning of an image whose transfer broke off, so that the next attempt requests only the
/// rest (RFC 9110 §14).
///
/// It lives as long as the request that holds it, and is not recorded: after a restart the image is
/// requested from its beginning. Its bytes are in a temporary file, which it removes.
public final class Leftover: Sendable {
  /// The minimum size in bytes; a smaller image is requested again in whole.
  public static let minimumBytes = 64 * 1024
  /// The maximum number in a process, since each has an open file.
  public static let limit = 64

  private static let count = Atomic<Int>(0)

  /// The response that broke off, with its validators.
  public let response: ResponseFacts
  /// What identifies the same bytes at the server, for `If-Range` (RFC 9110 §13.1.5).
  public let validator: String
  /// The number of bytes.
  public let byteCount: Int
  /// The size of the whole image by that response; `nil` if it did not state it.
  public let whole: Int?
  private let file: Monitor<TemporaryFile?>

  /// Makes a leftover; `nil` if there are too many, or too few bytes to be worth a request of its
  /// own.
  ///
  /// - Parameters:
  ///   - file: the file with the bytes.
  ///   - response: the response that they came with.
  ///   - validator: its strong validator.
  ///   - whole: the size of the whole image by the response.
  public init?(
    _ file: TemporaryFile, of response: ResponseFacts, validator: String, whole: Int? = nil
  ) {
    guard file.byteCount >= Self.minimumBytes else { return nil }
    guard Self.count.wrappingAdd(1, ordering: .relaxed).newValue <= Self.limit else {
      Self.count.wrappingSubtract(1, ordering: .relaxed)
      return nil
    }
    self.response = response
    self.validator = validator
    byteCount = file.byteCount
    self.whole = whole
    self.file = Monitor(file)
  }

  deinit { Self.count.wrappingSubtract(1, ordering: .relaxed) }

  /// Removes and returns the file; `nil` if it was already taken.
  public func take() -> TemporaryFile? { file.withLock { $0.take() } }
}

extension Leftover: Hashable {
  /// Whether both are the same object.
  public static func == (left: Leftover, right: Leftover) -> Bool { left === right }

  /// Feeds the identity to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
