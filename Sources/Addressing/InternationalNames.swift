import Bytes
import DomainNames

/// Converts the hosts with non-ASCII letters in the references of one document.
///
/// A letter takes about a thousand times as long as one of a host in ASCII, and a document may be
/// full of such names. So a name that repeats is converted once, and all names of one document
/// together have a limit. Belongs to one thread.
public final class InternationalNames {
  /// The maximum number of bytes that are converted: enough for 100,000 names of 20 bytes.
  public static let maximumBytes = 2 << 20
  /// The number of names that are kept, each with the result of its conversion.
  private static let kept = 64

  // By the names as written; `nil` for one that is not valid.
  private var results: [[UInt8]: [UInt8]?] = [:]
  /// The number of bytes converted so far.
  private(set) var convertedBytes = 0
  /// Whether a name was beyond the limit, and so was not converted.
  public private(set) var isCut = false

  private let limit: Int

  /// Makes the names of a document.
  public convenience init() { self.init(atMost: Self.maximumBytes) }

  init(atMost limit: Int) { self.limit = limit }

  /// Returns a name in ASCII; `nil` if it is not valid or beyond the limit.
  func ascii(_ name: [UInt8]) -> [UInt8]? {
    if let known = results[name] { return known }
    guard convertedBytes + name.count <= limit else {
      isCut = true
      return nil
    }
    convertedBytes += name.count
    let result = Self.ascii(name)
    if results.count == Self.kept { results.removeAll(keepingCapacity: true) }
    results[name] = .some(result)
    return result
  }

  /// Converts a single name.
  static func ascii(_ name: [UInt8]) -> [UInt8]? {
    DomainName.ascii(String(decoding: name, as: UTF8.self)).map { Array($0.utf8) }
  }
}
