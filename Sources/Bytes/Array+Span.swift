extension Array where Element == UInt8 {
  /// Appends the bytes of a span in one piece.
  public mutating func append(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
