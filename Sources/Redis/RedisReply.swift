/// The answer of a Redis server to one command (RESP 2).
public indirect enum RedisReply: Sendable, Hashable {
  /// A short word such as `OK`.
  case status(String)
  /// The words of an error; the first is its kind.
  case error(String)
  /// A number.
  case integer(Int)
  /// A value.
  case bytes([UInt8])
  /// That there is no value.
  case null
  /// Several answers.
  case list([RedisReply])

  /// A status or a value as text; `nil` for everything else.
  public var text: String? {
    switch self {
    case .status(let text): text
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    case .error, .integer, .null, .list: nil
    }
  }

  /// A number, also one that is written as text; `nil` for everything else.
  public var number: Int? {
    if case .integer(let number) = self { return number }
    return text.flatMap { Int($0) }
  }

  /// The answers of a list; `nil` for everything else.
  public var list: [RedisReply]? {
    if case .list(let list) = self { return list }
    return nil
  }
}
