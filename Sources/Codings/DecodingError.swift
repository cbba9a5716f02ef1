/// Why a content could not be decoded.
public struct DecodingError: Error, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: Sendable, Hashable {
    /// The bytes are not valid in their coding.
    case damaged
    /// The content exceeds the limit.
    case tooLarge
    /// There are more codings than are undone.
    case tooManyCodings
    /// A library could not allocate its state, or may not use as much.
    case outOfMemory
    /// The receiver wants no more.
    case stopped
  }

  /// The kind of failure.
  public var code: Code

  init(_ code: Code) { self.code = code }

  /// What went wrong.
  public var description: String {
    switch code {
    case .damaged: "cannot decode: the compressed data is damaged"
    case .tooLarge: "decoding stopped: the content exceeds the limit"
    case .tooManyCodings: "cannot decode: more than \(ContentCoding.most) codings"
    case .outOfMemory: "cannot decode: out of memory"
    case .stopped: "decoding stopped by its receiver"
    }
  }
}
