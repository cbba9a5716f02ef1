/// Undoes the codings of a content while it arrives.
///
/// What it holds is bounded: the state of the decompressors, with a window of up to 16 MiB for each
/// coding, and at most 64 KiB of a beginning that decompresses to nothing.
public final class ContentDecoder {
  /// The layers in the order in which they are undone.
  private let layers: [CodingLayer]

  /// Makes a decoder.
  ///
  /// - Parameters:
  ///   - codings: the codings in the order in which they were applied; at most
  ///     ``ContentCoding/most``.
  ///   - limit: the maximum size in bytes of the content, and of what lies between two codings. A
  ///     few kilobytes can expand to gigabytes; the limit bounds the time too.
  ///   - mayUse: is asked whether the decompressors may use so many bytes of memory more than
  ///     before, as a stream makes them grow; `false` ends the decoding.
  /// - Throws: ``DecodingError`` if there are too many codings.
  public init(
    _ codings: [ContentCoding], limit: Int, mayUse: @escaping (Int) -> Bool = { _ in true }
  ) throws(DecodingError) {
    guard codings.count <= ContentCoding.most else { throw DecodingError(.tooManyCodings) }
    layers = codings.reversed().map { CodingLayer($0, limit: limit, mayUse: mayUse) }
  }

  /// Whether some coding was announced and not applied.
  public var isPlain: Bool { layers.contains { $0.isPlain } }

  /// Whether the content has come to an end by its own codings, whatever its announced length.
  ///
  /// More may follow, such as a further gzip member.
  public var isAtItsEnd: Bool {
    layers.allSatisfy { $0.isAtItsEnd || $0.isPlain } && layers.contains { $0.isAtItsEnd }
  }

  /// The number of bytes of memory that the decompressors use.
  public var memory: Int { layers.reduce(0) { $0 + $1.memory } }

  /// Whether nothing is missing if no more bytes come.
  public var isWhole: Bool { layers.allSatisfy(\.isWhole) }

  /// Decodes the next part of a content.
  ///
  /// Its time is linear in the size of the part and of the result.
  ///
  /// - Parameters:
  ///   - part: the next bytes as they were received.
  ///   - receive: receives the decoded bytes in several parts; returning `false` ends the call.
  /// - Throws: ``DecodingError`` if the bytes are damaged, or too many, or `receive` has ended it.
  public func write(
    _ part: Span<UInt8>, to receive: (Span<UInt8>) -> Bool
  ) throws(DecodingError) {
    try write(part, at: 0, to: receive)
  }

  private func write(
    _ part: Span<UInt8>, at index: Int, to receive: (Span<UInt8>) -> Bool
  ) throws(DecodingError) {
    guard index < layers.count else {
      guard receive(part) else { throw DecodingError(.stopped) }
      return
    }
    try layers[index].write(part) { (bytes: Span<UInt8>) throws(DecodingError) in
      try write(bytes, at: index + 1, to: receive)
    }
  }
}
