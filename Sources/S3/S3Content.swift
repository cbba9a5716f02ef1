/// Bytes that are sent to a store, read piece by piece, and again from any place.
public struct S3Content {
  /// The number of bytes.
  public let count: Int
  /// Returns bytes from an offset, at most as many as wanted; none at the end.
  let read: (_ offset: Int, _ limit: Int) throws -> [UInt8]

  /// Makes a content that is read by a closure.
  public init(
    count: Int, _ read: @escaping (_ offset: Int, _ limit: Int) throws -> [UInt8]
  ) {
    self.count = count
    self.read = read
  }

  /// Makes a content from bytes in memory.
  public init(_ bytes: [UInt8]) {
    self.init(count: bytes.count) { offset, limit in Array(bytes[offset...].prefix(limit)) }
  }
}
